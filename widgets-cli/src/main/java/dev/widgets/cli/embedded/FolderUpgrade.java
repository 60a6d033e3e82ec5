package dev.widgets.cli.embedded;

import dev.widgets.cli.connect.ServerConnection;
import dev.widgets.cli.console.BuildVersions;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.Notices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Upgrades a data folder to the major version of the embedded PostgreSQL. The new files are created
 * in its subfolder {@code upgrade}. When they are complete, the old files are renamed, and the new
 * ones take their place. The old files are never deleted. If the process is killed, the next one
 * starts over or does the last step.
 */
public final class FolderUpgrade {

    /** Copies everything from the server of the old files to that of the new ones. */
    @FunctionalInterface
    public interface Copy {
        void copy(ServerConnection from, ServerConnection to);
    }

    private final DataFolder folder;
    private final Optional<Path> bin;
    private final Notices notices;
    private final BuildVersions versions = BuildVersions.read();

    /**
     * Creates an upgrade that has not begun.
     *
     * @param bin the folder of the old version's programs, if the user names it
     */
    public FolderUpgrade(DataFolder folder, Optional<Path> bin, Notices notices) {
        this.folder = folder;
        this.bin = bin;
        this.notices = notices;
    }

    /** Returns what {@link #run} would do, or refuses it for the same reasons. */
    public UpgradePlan plan() {
        return inTurn(plan -> {});
    }

    /** Upgrades the folder, and returns what there was to do. */
    public UpgradePlan run(Copy copy) {
        return inTurn(plan -> {
            switch (plan.task()) {
                case NOTHING -> UpgradeMarker.deleteFolder(plan.folder().upgrade());
                case SWITCH -> finish(plan);
                case COPY -> {
                    new UpgradeAttempt(plan, versions, notices).run(copy);
                    finish(plan);
                }
            }
        });
    }

    /** The old files may have been renamed by a process that was killed then. */
    private void finish(UpgradePlan plan) throws IOException {
        DataFolder place = plan.folder();
        DataFolder work = place.upgrade();
        if (Files.exists(place.cluster())) {
            move(place.cluster(), plan.kept());
        }
        move(work.cluster(), place.cluster());
        UpgradeMarker.deleteFolder(work);
    }

    private void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        notices.detail("Renamed " + from + " to " + to + ".");
    }

    @FunctionalInterface
    private interface Work {
        void run(UpgradePlan plan) throws IOException;
    }

    private UpgradePlan inTurn(Work work) {
        if (!folder.isUsed()) {
            throw UpgradePlan.noData(folder);
        }
        List<UpgradePlan> plans = new ArrayList<>();
        try (FolderLocks locks = FolderLocks.open(folder.path())) {
            DataFolder real = new DataFolder(folder.path().toRealPath());
            boolean free = locks.inFreeTurn(() -> {
                if (locks.isAlone()) {
                    UpgradePlan plan = UpgradePlan.read(real, versions, bin);
                    work.run(plan);
                    plans.add(plan);
                }
            });
            if (!free || plans.isEmpty()) {
                throw CommandException.refused("The data folder " + folder.path()
                        + " is in use. End the commands and services that use it, and repeat the"
                        + " command.");
            }
            return plans.get(0);
        } catch (IOException e) {
            throw CommandException.unreachable(
                    "The data folder " + folder.path() + " cannot be upgraded: "
                            + Failures.describe(e),
                    e);
        }
    }
}
