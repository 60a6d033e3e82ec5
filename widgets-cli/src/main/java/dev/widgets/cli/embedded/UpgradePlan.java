package dev.widgets.cli.embedded;

import dev.widgets.cli.console.BuildVersions;
import dev.widgets.cli.console.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The work that the upgrade of a data folder requires.
 *
 * @param task the kind of work
 * @param folder the data folder
 * @param major the major version of the old files, or the current one if there is nothing to do
 * @param programs the programs of the old version, empty unless they are needed
 */
public record UpgradePlan(Task task, DataFolder folder, String major, Optional<Path> programs) {

    /** A kind of work. */
    public enum Task {
        /** The files have the current major version. */
        NOTHING,
        /** The files must be copied. */
        COPY,
        /** An upgrade was interrupted between its last two steps; the last one remains. */
        SWITCH
    }

    /** Returns the folder that keeps the old files after the upgrade. */
    public Path kept() {
        return folder.kept(major);
    }

    /**
     * Looks at a data folder, and refuses one that cannot be upgraded. The caller must hold the
     * turn lock.
     *
     * @param bin the folder of the old programs, if the user names it
     */
    static UpgradePlan read(DataFolder folder, BuildVersions versions, Optional<Path> bin)
            throws IOException {
        ClusterFolder cluster = new ClusterFolder(folder, versions);
        Optional<String> renamed = UpgradeMarker.renamed(folder);
        if (!cluster.exists()) {
            return new UpgradePlan(
                    Task.SWITCH,
                    folder,
                    renamed.orElseThrow(() -> noData(folder)),
                    Optional.empty());
        }
        if (renamed.isPresent()) {
            throw replaced(folder, renamed.get());
        }
        String major = cluster.major()
                .orElseThrow(() -> CommandException.usage(
                        folder.cluster() + " has no files of a PostgreSQL server."));
        if (major.equals(versions.postgresqlMajor())) {
            return new UpgradePlan(Task.NOTHING, folder, major, Optional.empty());
        }
        if (!cluster.isOlder(major)) {
            cluster.refuseOtherVersion();
        }
        refuseTaken(folder, major);
        Path programs = new OldPrograms(folder, major).find(bin);
        return new UpgradePlan(Task.COPY, folder, major, Optional.of(programs));
    }

    static CommandException noData(DataFolder folder) {
        return CommandException.usage("There is no embedded PostgreSQL in " + folder.path()
                + ". Name its folder with --data-dir.");
    }

    /** Another version of widgets has found no files between the last two steps. */
    private static CommandException replaced(DataFolder folder, String major) {
        return CommandException.refused("An upgrade was interrupted before its last step, and"
                + " another version of widgets has created an empty database in "
                + folder.cluster() + " since. The data is in " + folder.kept(major)
                + ". Move the empty database away, and repeat the command.");
    }

    private static void refuseTaken(DataFolder folder, String major) throws IOException {
        if (Files.exists(folder.kept(major))) {
            throw CommandException.refused(folder.kept(major)
                    + " exists, but the old files are to be kept under this name. Move it away,"
                    + " and repeat the command.");
        }
        Path work = folder.upgrade().path();
        if (Files.exists(work)
                && UpgradeMarker.read(folder.upgrade()).isEmpty()
                && !isEmpty(work)) {
            throw CommandException.refused(work
                    + " was not created by widgets upgrade-data, which needs this name. Move it"
                    + " away, and repeat the command.");
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
