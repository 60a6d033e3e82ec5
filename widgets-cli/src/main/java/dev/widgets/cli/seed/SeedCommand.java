package dev.widgets.cli.seed;

import dev.widgets.SeedException;
import dev.widgets.SeedOptions;
import dev.widgets.SeedRun;
import dev.widgets.Widget;
import dev.widgets.WidgetQuery;
import dev.widgets.WidgetRepository;
import dev.widgets.WidgetSeeder;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.FormatMixin;
import dev.widgets.cli.console.Interruption;
import dev.widgets.cli.console.Quantity;
import dev.widgets.cli.console.Shutdown;
import dev.widgets.cli.console.TerminalText;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.DestinationSearch;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code widgets seed}. */
@Command(
        name = "seed",
        header = "Add any number of realistic test widgets.",
        description = {
            "",
            "Adds widgets with random names, ports and associations by COPY over several connections:"
                    + " millions in seconds. The same seed gives the same widgets. Each block of 50,000"
                    + " widgets is one transaction, so the registry can be used meanwhile.",
            "",
            "An interrupted run can be continued with --resume, which leads to the same widgets and"
                    + " checksum. --remove removes the widgets of a run."
        },
        footer = {
            "",
            "Examples:",
            "  widgets seed --count 10000000",
            "  widgets seed -n 1000 --serials 'PUMP-%%05d' --ports P=1,PQ=2 --associated 0.9",
            "  widgets seed --resume",
            "  widgets seed --runs",
            "  widgets seed --remove --run 1 --dry-run",
            "  widgets seed -n 100000 --csv widgets.csv"
        })
public final class SeedCommand extends DatabaseCommand {

    @Mixin
    private final SeedMixin seed = new SeedMixin();

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "NUMBER",
            description = "Number of connections (default: the number of processors, at most 8).")
    private int jobs = SeedOptions.of(1).jobs();

    @Option(
            names = "--singular",
            description =
                    "Add and associate one by one, each in its own transaction, and show the rate.")
    private boolean singular;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description =
                    "Write CSV for widgets_store.widgets to this file instead of filling a database, to"
                            + " load with psql's \\copy ... (format csv, header); - is standard output.")
    private @Nullable String csv;

    @Option(names = "--resume", description = "Continue an interrupted run.")
    private boolean resume;

    @Option(names = "--remove", description = "Remove the widgets of a run.")
    private boolean remove;

    @Option(names = "--runs", description = "List the runs whose widgets are in the database.")
    private boolean list;

    @Option(
            names = "--run",
            paramLabel = "NUMBER",
            description = "Number of the run to resume or remove, if there are several.")
    private @Nullable Integer run;

    @Option(names = "--dry-run", description = "Show what would be done, without doing it.")
    private boolean dryRun;

    @Option(
            names = "--yes",
            description = "Seed even if the database contains widgets that were not seeded.")
    private boolean yes;

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
                return add(session, options);
            }
        }
        if (list) {
            try (Session session = reading(CommandLimits.LONG)) {
                output.format()
                        .print(new SeedRunsView(RunSelection.all(session.seeder())), environment());
            }
            return ExitCode.DONE;
        }
        try (Session session = writing(CommandLimits.LONG)) {
            return resume ? resume(session) : remove(session);
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
                    "--csv requires --count and excludes --singular and --resume.");
        }
        if (dryRun && list) {
            throw CommandException.usage("--dry-run excludes --runs.");
        }
        if (run != null && !resume && !remove) {
            throw CommandException.usage("--run requires --resume or --remove.");
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

    private int add(Session session, SeedOptions options) {
        WidgetSeeder seeder = session.seeder();
        if (!yes) {
            refuseOtherWidgets(session.widgets(), seeder);
        }
        WidgetSeeder.Summary summary = interruptibly(
                session,
                progress -> singular
                        ? seeder.seedSingly(options, progress)
                        : seeder.seed(options, progress));
        output.format().print(new SeedView(options, summary), environment());
        return ExitCode.DONE;
    }

    private static void refuseOtherWidgets(WidgetRepository widgets, WidgetSeeder seeder) {
        List<Widget> first = widgets.list(WidgetQuery.first(1));
        if (!first.isEmpty() && seeder.runs().isEmpty()) {
            throw CommandException.refused(
                    "The database contains widgets that were not seeded, such"
                            + " as \"" + first.get(0).serialNumber()
                            + "\". To add test widgets to them, repeat the command with --yes.");
        }
    }

    private int resume(Session session) {
        WidgetSeeder seeder = session.seeder();
        SeedRun found = selection()
                .choose(
                        seeder,
                        one -> one.state() == SeedRun.State.LOADING,
                        "There is no run to resume: all runs are complete.");
        seed.check(found.run(), found.options());
        if (dryRun) {
            return plan("resume", found, found.options().count() - found.widgets());
        }
        WidgetSeeder.Summary summary =
                interruptibly(session, progress -> seeder.resume(found.run(), jobs, progress));
        output.format().print(new SeedView(found.options(), summary), environment());
        return ExitCode.DONE;
    }

    private int remove(Session session) {
        WidgetSeeder seeder = session.seeder();
        SeedRun found =
                selection().choose(seeder, one -> true, "This database contains no seeding runs.");
        if (dryRun) {
            return plan("remove", found, found.widgets());
        }
        long removed =
                interruptibly(session, progress -> seeder.remove(found.run(), jobs, progress));
        notices().say("Removed run " + found.run() + ": " + Quantity.of(removed, "widget") + ".");
        return ExitCode.DONE;
    }

    private int plan(String verb, SeedRun run, long widgets) {
        environment()
                .out()
                .printf(
                        Locale.ROOT,
                        "Would %s run %d: %,d widgets. Nothing was changed.%n",
                        verb,
                        run.run(),
                        widgets);
        return ExitCode.DONE;
    }

    private RunSelection selection() {
        return new RunSelection(Optional.ofNullable(run));
    }

    /** Runs so that Ctrl-C ends the run after the blocks in progress. */
    private <T> T interruptibly(Session session, SeedWork<T> work) {
        Interruption interruption = Interruption.ofThisThread();
        session.leaveAfter(interruption);
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
