package dev.widgets.cli.seed;

import dev.widgets.SeedException;
import dev.widgets.SeedOptions;
import dev.widgets.SeedRun;
import dev.widgets.WidgetSeeder;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.FormatMixin;
import dev.widgets.cli.console.Interruption;
import dev.widgets.cli.console.Shutdown;
import dev.widgets.cli.console.TerminalText;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.DestinationSearch;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code widgets seed}. */
@Command(
        name = "seed",
        header = "Add any number of realistic widgets, the same ones for the same seed.",
        description = {
            "",
            "Fills a registry with widgets whose names repeat, whose ports have the given weights and are"
                    + " associated at random: millions in seconds, by COPY over several connections, in blocks of"
                    + " 50,000 that are committed whole. The registry is sound at every moment and others may use"
                    + " it meanwhile. A run that was interrupted goes on with --resume, to the same checksum;"
                    + " --remove takes its widgets out again."
        },
        footer = {
            "",
            "Examples:",
            "  widgets seed --count 10000000",
            "  widgets seed -n 1000 --serials 'PUMP-%%05d' --ports P=1,PQ=2 --associated 0.9",
            "  widgets seed --resume",
            "  widgets seed --runs",
            "  widgets seed --remove --run 1",
            "  widgets seed -n 100000 --csv widgets.csv"
        })
public final class SeedCommand extends DatabaseCommand {

    @Mixin
    private final SeedMixin seed = new SeedMixin();

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "NUMBER",
            description =
                    "How many connections work at once (as many as there are processors here, at most 8).")
    private int jobs = SeedOptions.of(1).jobs();

    @Option(
            names = "--singular",
            description =
                    "Add and associate one by one, each a transaction, as callers do; tells operations a second.")
    private boolean singular;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description =
                    "Write CSV for psql's \\copy instead of filling a database; - is standard output.")
    private @Nullable String csv;

    @Option(names = "--resume", description = "Go on with a run that was interrupted.")
    private boolean resume;

    @Option(names = "--remove", description = "Remove the widgets that a run has added.")
    private boolean remove;

    @Option(names = "--runs", description = "List the runs whose widgets are in the database.")
    private boolean list;

    @Option(
            names = "--run",
            paramLabel = "NUMBER",
            description = "The run to go on with or to remove, where there are several.")
    private @Nullable Integer run;

    @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
    private boolean dryRun;

    @Mixin
    private final FormatMixin output = new FormatMixin();

    public SeedCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() {
        checkCombination();
        if (seed.hasCount() && !resume) {
            SeedOptions options = seed.options(jobs);
            if (dryRun) {
                return plan(options);
            }
            if (csv != null) {
                return SeedCsv.write(options, csv, output.format(), environment());
            }
            try (Session session = writing(CommandLimits.LONG)) {
                return add(session.seeder(), options);
            }
        }
        if (list) {
            try (Session session = reading(CommandLimits.LONG)) {
                output.format().print(new SeedRunsView(session.seeder().runs()), environment());
            }
            return ExitCode.DONE;
        }
        try (Session session = writing(CommandLimits.LONG)) {
            WidgetSeeder seeder = session.seeder();
            return resume ? resume(seeder) : remove(seeder);
        }
    }

    private void checkCombination() {
        int ways = (seed.hasCount() && !resume ? 1 : 0)
                + (resume ? 1 : 0)
                + (remove ? 1 : 0)
                + (list ? 1 : 0);
        if (ways != 1) {
            throw CommandException.usage(
                    "Give one of --count, --resume, --remove and --runs. See: widgets seed --help");
        }
        if (csv != null && (singular || !seed.hasCount() || resume)) {
            throw CommandException.usage(
                    "--csv goes with --count, not with --singular or --resume: it needs no database.");
        }
        if (dryRun && (resume || remove || list)) {
            throw CommandException.usage("--dry-run goes with --count.");
        }
        if (run != null && !resume && !remove) {
            throw CommandException.usage("--run goes with --resume or --remove.");
        }
    }

    private int plan(SeedOptions options) {
        String where = csv != null
                ? csv
                : new DestinationSearch(environment()).find(options()).describe();
        environment()
                .out()
                .printf(
                        Locale.ROOT,
                        "Would add %,d widgets, %s to %s, with about %,d ports, %.1f %% of them taken,%nto %s, over %d"
                                + " connections. Nothing was changed.%n",
                        options.count(),
                        TerminalText.of(options.serials().serialNumber(options.start())),
                        TerminalText.of(options.serials().serialNumber(options.last())),
                        Math.round(options.count() * options.ports().portsPerWidget()),
                        100 * options.associated(),
                        where,
                        options.jobs());
        return ExitCode.DONE;
    }

    private int add(WidgetSeeder seeder, SeedOptions options) {
        WidgetSeeder.Summary summary = interruptibly(progress ->
                singular ? seeder.seedSingly(options, progress) : seeder.seed(options, progress));
        output.format().print(new SeedView(options, summary), environment());
        return ExitCode.DONE;
    }

    private int resume(WidgetSeeder seeder) {
        SeedRun found = choose(
                seeder.runs().stream()
                        .filter(one -> run != null || one.state() == SeedRun.State.LOADING)
                        .toList(),
                "There is no run to go on with: all that were begun are complete.");
        seed.check(found.run(), found.options());
        WidgetSeeder.Summary summary =
                interruptibly(progress -> seeder.resume(found.run(), jobs, progress));
        output.format().print(new SeedView(found.options(), summary), environment());
        return ExitCode.DONE;
    }

    private int remove(WidgetSeeder seeder) {
        SeedRun found = choose(seeder.runs(), "No run has added widgets to this database.");
        long removed = interruptibly(progress -> seeder.remove(found.run(), jobs, progress));
        notices()
                .say(String.format(
                        Locale.ROOT, "Removed run %d: %,d widgets.", found.run(), removed));
        return ExitCode.DONE;
    }

    private SeedRun choose(List<SeedRun> runs, String none) {
        if (run != null) {
            return runs.stream()
                    .filter(one -> one.run() == run)
                    .findFirst()
                    .orElseThrow(() -> CommandException.refused("There is no run " + run
                            + ". Those that there are: widgets seed --runs"));
        }
        if (runs.isEmpty()) {
            throw CommandException.refused(none);
        }
        if (runs.size() > 1) {
            throw CommandException.usage("There are " + runs.size()
                    + " of them: choose one by --run. Those that there are: widgets seed --runs");
        }
        return runs.get(0);
    }

    /** Ctrl-C ends it after the blocks that are under way. */
    private <T> T interruptibly(SeedWork<T> work) {
        Interruption interruption = Interruption.ofThisThread();
        try {
            try (SeedProgress progress = new SeedProgress(environment())) {
                return work.run(progress);
            }
        } catch (IllegalArgumentException e) {
            throw CommandException.refused(Failures.describe(e));
        } catch (SeedException e) {
            if (Shutdown.isUnderWay()) {
                notices().say("widgets: " + Failures.describe(e));
            }
            throw e;
        } finally {
            interruption.end();
        }
    }

    @FunctionalInterface
    private interface SeedWork<T> {
        T run(SeedProgress progress);
    }
}
