package dev.widgets.cli.embedded;

import dev.widgets.cli.console.BuildVersions;
import dev.widgets.cli.console.CommandException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The programs of the embedded PostgreSQL: initdb, pg_ctl and postgres. */
public final class PostgresBinaries {

    private static final String PREFIX = "bin-";
    private static final String UNFINISHED = ".unfinished";
    private static final int EXECUTABLE = 0100;

    /** Files that are needed only to build other programs. */
    private static final Set<String> UNNEEDED = Set.of("*.a", "pkgconfig");

    private PostgresBinaries() {}

    /** Returns the folder that the programs are unpacked into, below a data folder. */
    public static Path place(Path folder, BuildVersions versions) {
        return folder.resolve(PREFIX + versions.postgresql());
    }

    /**
     * Unpacks the programs unless they are there, completely or not at all. The caller must hold
     * the turn lock.
     */
    public static Path unpack(Path folder, BuildVersions versions) throws IOException {
        Path place = place(folder, versions);
        if (!Files.isDirectory(place)) {
            Path unfinished = folder.resolve(PREFIX + versions.postgresql() + UNFINISHED);
            Trees.delete(unfinished);
            unpackInto(unfinished);
            Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
        }
        return place;
    }

    /** Deletes other versions. The caller must hold the turn lock, and no server may run. */
    public static void deleteOthers(Path folder, BuildVersions versions) throws IOException {
        Path place = place(folder, versions);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith(PREFIX) && !file.equals(place)) {
                    Trees.delete(file);
                }
            }
        }
    }

    private static void unpackInto(Path target) throws IOException {
        try (InputStream resource = open()) {
            if (ExternalTar.unpack(resource, target, UNNEEDED)) {
                return;
            }
        }
        Trees.delete(target);
        try (InputStream resource = open();
                TarArchiveInputStream archive =
                        new TarArchiveInputStream(new XZInputStream(resource))) {
            unpack(archive, target);
        }
    }

    /** Unpacks an archive without the tar of the operating system. */
    public static void unpack(TarArchiveInputStream archive, Path target) throws IOException {
        for (TarArchiveEntry entry = archive.getNextEntry();
                entry != null;
                entry = archive.getNextEntry()) {
            Path file = target.resolve(entry.getName()).normalize();
            if (!file.startsWith(target)) {
                throw new IOException(
                        "The archive of PostgreSQL contains a path outside its folder: " + file);
            }
            if (entry.isDirectory()) {
                Files.createDirectories(file);
            } else {
                Files.createDirectories(file.resolveSibling("."));
                unpack(archive, entry, file);
            }
        }
    }

    private static void unpack(TarArchiveInputStream archive, TarArchiveEntry entry, Path file)
            throws IOException {
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        if (entry.isLink()) {
            throw new IOException(
                    "The archive of PostgreSQL contains a hard link: " + entry.getName());
        }
        Files.copy(archive, file);
        if ((entry.getMode() & EXECUTABLE) != 0
                && Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    public static InputStream open() {
        String name = "/postgres-" + platform() + ".txz";
        InputStream resource = PostgresBinaries.class.getResourceAsStream(name);
        if (resource == null) {
            throw CommandException.unreachable(
                    "This build of widgets has no embedded PostgreSQL for " + platform()
                            + ": build widgets on this platform, or specify a database with --url.");
        }
        return new BufferedInputStream(resource);
    }

    private static String platform() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String system =
                name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : name;
        String machine = System.getProperty("os.arch", "");
        return system
                + (machine.equals("aarch64") ? "-arm_64" : "-x86_64")
                + (Files.exists(Path.of("/etc/alpine-release")) ? "-alpine_linux" : "");
    }
}
