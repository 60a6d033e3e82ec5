package dev.widgets.cli;

import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Versions;
import dev.widgets.cli.embedded.PostgresBinaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What takes long to make, made once a build: the programs of PostgreSQL, and a data folder. */
final class PreparedFolder {

    private static final Path TARGET = Path.of("target", "prepared").toAbsolutePath();

    private PreparedFolder() {}

    /** The folder that holds the programs. */
    static synchronized Path binaries() {
        try {
            InTurn.make(TARGET, () -> PostgresBinaries.unpack(TARGET, Versions.read()));
            return TARGET;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a data folder with the programs in it and no data. */
    static Path empty(Path place) throws IOException {
        return link(place, binaries());
    }

    private static Path link(Path place, Path binaries) throws IOException {
        Files.createDirectories(place);
        Path programs = PostgresBinaries.place(binaries, Versions.read());
        Files.createSymbolicLink(place.resolve(programs.getFileName()), programs);
        return place;
    }

    /** Takes the programs out of a data folder, before what is in it is deleted. */
    static void unlink(Path folder) throws IOException {
        Files.deleteIfExists(PostgresBinaries.place(folder, Versions.read()));
    }

    /** Makes a data folder whose database has the schema, and a widget W1 with the ports PQR. */
    static synchronized Path filled(Path place) throws IOException {
        Path binaries = binaries();
        copy(InTurn.make(binaries, () -> model(binaries)), place);
        return place;
    }

    private static Path model(Path binaries) throws IOException {
        Path model = binaries.resolve("model");
        if (!Files.isDirectory(model)) {
            Path unfinished = link(Files.createTempDirectory(binaries, "model-"), binaries);
            add(unfinished);
            Files.move(unfinished, model);
        }
        return model;
    }

    private static void add(Path folder) {
        Screen added =
                new Terminal().run("add", "W1", "pump", "PQR", "--data-dir", folder.toString());
        if (added.exitCode() != ExitCode.DONE) {
            throw new AssertionError(added);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> tree = Files.walk(from)) {
            files = tree.toList();
        }
        for (Path file : files) {
            Files.copy(
                    file,
                    to.resolve(from.relativize(file)),
                    java.nio.file.LinkOption.NOFOLLOW_LINKS,
                    java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
