package dev.widgets.cli.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The file that proves that the folder of an upgrade was created by {@code widgets upgrade-data},
 * and records how far the upgrade has come.
 *
 * @param major the major version of the old files
 * @param isComplete whether the new files contain everything
 */
record UpgradeMarker(String major, boolean isComplete) {

    private static final String NAME = "upgrade-data.txt";
    private static final Pattern CONTENT = Pattern.compile(
            "widgets upgrade-data from PostgreSQL (\\d{1,4}): (copying|complete)\n");

    /** Reads the marker of a folder, if it has one. */
    static Optional<UpgradeMarker> read(DataFolder folder) throws IOException {
        Path file = file(folder);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Matcher content = CONTENT.matcher(Files.readString(file));
        return content.matches()
                ? Optional.of(
                        new UpgradeMarker(content.group(1), content.group(2).equals("complete")))
                : Optional.empty();
    }

    /**
     * Returns the major version of the old files of a data folder if they have been renamed, and
     * the new ones have not taken their place yet. A marker that cannot be read is none.
     */
    static Optional<String> renamed(DataFolder folder) {
        try {
            return read(folder.upgrade())
                    .filter(UpgradeMarker::isComplete)
                    .map(UpgradeMarker::major)
                    .filter(major -> Files.exists(folder.kept(major))
                            && Files.exists(folder.upgrade().cluster()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Writes the marker, completely or not at all. */
    void write(DataFolder folder) throws IOException {
        Path unfinished = folder.path().resolve(NAME + ".unfinished");
        Files.writeString(
                unfinished,
                "widgets upgrade-data from PostgreSQL " + major + ": "
                        + (isComplete ? "complete" : "copying") + "\n");
        Files.move(unfinished, file(folder), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Deletes the folder of an upgrade as far as possible, if it has a marker. The marker is
     * deleted last, so that the rest is recognized if the process is killed meanwhile.
     */
    static void deleteFolder(DataFolder folder) throws IOException {
        if (read(folder).isEmpty()) {
            return;
        }
        try (Stream<Path> files = Files.list(folder.path())) {
            files.filter(file -> !file.equals(file(folder))).forEach(Trees::deleteQuietly);
        }
        try (Stream<Path> left = Files.list(folder.path())) {
            if (left.count() > 1) {
                return;
            }
        }
        Files.deleteIfExists(file(folder));
        Files.deleteIfExists(folder.path());
    }

    private static Path file(DataFolder folder) {
        return folder.path().resolve(NAME);
    }
}
