package dev.widgets.cli.embedded;

import dev.widgets.cli.console.BuildVersions;
import dev.widgets.cli.console.CliEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Folders of temporary servers; those of killed processes are deleted by the next process. */
public final class ThrowAwayFolder {

    private static final String PREFIX = "try-";

    private ThrowAwayFolder() {}

    public static DataFolder create(Path cache) throws IOException {
        Path parent = cache.resolve("widgets");
        Files.createDirectories(parent);
        deleteAbandoned(parent);
        return new DataFolder(Files.createTempDirectory(parent, PREFIX));
    }

    /**
     * Returns the folder of the programs: that of the embedded PostgreSQL if they are unpacked
     * there already, otherwise the temporary folder.
     */
    public static Path binaries(DataFolder folder, CliEnvironment environment) {
        Path usual = DataFolder.usual(environment).path();
        return Files.isDirectory(PostgresBinaries.place(usual, BuildVersions.read()))
                ? usual
                : folder.path();
    }

    /** Deletes a folder, and its parents if they are empty then. */
    static void delete(DataFolder folder) throws IOException {
        Trees.delete(folder.path());
        Path parent = folder.path().getParent();
        for (int i = 0; i < 2 && parent != null && isEmpty(parent); i++) {
            Files.deleteIfExists(parent);
            parent = parent.getParent();
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static void deleteAbandoned(Path parent) throws IOException {
        List<Path> folders;
        try (Stream<Path> files = Files.list(parent)) {
            folders = files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                    .toList();
        }
        for (Path folder : folders) {
            if (isAbandoned(folder)) {
                endServer(new DataFolder(folder));
                Trees.deleteQuietly(folder);
            }
        }
    }

    /** A folder without locks is being created. */
    private static boolean isAbandoned(Path folder) throws IOException {
        if (!FolderLocks.areIn(folder)) {
            return false;
        }
        try (FolderLocks locks = FolderLocks.open(folder)) {
            return locks.isAbandoned();
        }
    }

    private static void endServer(DataFolder folder) throws IOException {
        Optional<PostmasterFile> server = PostmasterFile.read(folder.cluster())
                .filter(file ->
                        file.isAlive() && file.isPostgres() && file.isServerOf(folder.cluster()));
        server.flatMap(file -> ProcessHandle.of(file.process())).ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }
}
