package dev.widgets.cli.embedded;

import dev.widgets.cli.console.CliEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;

/**
 * The data folder of the embedded PostgreSQL, which only its owner can read.
 *
 * @param path the folder
 */
public record DataFolder(Path path) {

    private static final Set<PosixFilePermission> FOLDER =
            PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE =
            PosixFilePermissions.fromString("rw-------");

    public DataFolder {
        path = path.toAbsolutePath().normalize();
    }

    /** Returns the default folder: $XDG_DATA_HOME/widgets, or that of the operating system. */
    public static DataFolder usual(CliEnvironment environment) {
        return new DataFolder(environment
                .variable("XDG_DATA_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() ->
                        base(environment, "LOCALAPPDATA", ".local/share", "Application Support"))
                .resolve("widgets"));
    }

    /** Returns the folder for temporary files. */
    public static Path cache(CliEnvironment environment) {
        return environment
                .variable("XDG_CACHE_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> base(environment, "LOCALAPPDATA", ".cache", "Caches"));
    }

    private static Path base(CliEnvironment environment, String windows, String unix, String mac) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            return environment.variable(windows).map(Path::of).orElse(environment.home());
        }
        return environment
                .home()
                .resolve(system.startsWith("mac") ? Path.of("Library", mac) : Path.of(unix));
    }

    /** Returns the folder of the server's files, of any major version. */
    public Path cluster() {
        return path.resolve("postgresql");
    }

    public Path password() {
        return path.resolve("password");
    }

    /** Returns the place where an upgrade keeps the server's files of an older major version. */
    public Path kept(String major) {
        return path.resolve("postgresql-" + major);
    }

    /** Returns the folder in which an upgrade creates the new files of the server. */
    DataFolder upgrade() {
        return new DataFolder(path.resolve("upgrade"));
    }

    /** Returns whether it has the files of a server, or only an upgrade to finish. */
    public boolean isUsed() {
        return Files.exists(cluster()) || UpgradeMarker.renamed(this).isPresent();
    }

    Path log() {
        return path.resolve("postgresql.log");
    }

    /** Creates the folder unless it exists, and returns it with links resolved. */
    public DataFolder create() throws IOException {
        Files.createDirectories(path, ownerOnly(FOLDER));
        return new DataFolder(path.toRealPath());
    }

    /** Writes a file that only its owner can read. */
    public void writeSecret(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, ownerOnly(FILE));
        Files.writeString(file, text);
    }

    /** Returns the attribute of a new file or folder, if the file system has permissions. */
    private FileAttribute<?>[] ownerOnly(Set<PosixFilePermission> permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
