package dev.widgets.cli.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.widgets.InstalledSchema;
import dev.widgets.SeedException;
import dev.widgets.WidgetException;
import dev.widgets.cli.console.BuildVersions;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.FormatMixin;
import dev.widgets.cli.console.Interruption;
import dev.widgets.cli.console.Quantity;
import dev.widgets.cli.console.Shutdown;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.PreparedStatementProbe;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import dev.widgets.cli.seed.SeedProgress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code widgets bench}. */
@Command(
        name = "bench",
        header = "Measure the throughput and latency of operations on a database.",
        description = {
            "",
            "Uses separate widgets whose serial numbers start with bench-. Missing ones are"
                    + " seeded; all are kept for the next run and can be removed with --remove."
                    + " Other widgets are never changed. Each client selects operations that can"
                    + " succeed, on widgets that no other client changes. Refusals are therefore"
                    + " unexpected; they are counted separately from errors and unknown outcomes.",
            "",
            "Latencies include only operations that were done. At the end, the widgets are"
                    + " verified: every association must be symmetric, and the database must"
                    + " contain exactly the changes that were reported as done. Otherwise the"
                    + " exit code is 3. Ctrl-C ends the run early, without verification."
        },
        footer = {
            "",
            "Examples:",
            "  widgets bench",
            "  widgets bench --mode coalesced --clients 256 --widgets 1000000",
            "  widgets bench --rate 5000 --duration 2m --report report.html",
            "  widgets bench --mix find=90,associate=5,dissociate=5 -o json",
            "  widgets bench --fail-if 'p99>20ms,rate<10000,errors>0'",
            "  widgets bench --remove"
        })
public final class BenchCommand extends DatabaseCommand {

    @Mixin
    private final BenchMixin bench = new BenchMixin();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write an HTML report with charts to this file.")
    private @Nullable String report;

    @Option(names = "--no-verify", description = "Skip the verification at the end.")
    private boolean noVerify;

    @Option(names = "--remove", description = "Remove the benchmark widgets instead of measuring.")
    private boolean remove;

    @Mixin
    private final FormatMixin output = new FormatMixin();

    public BenchCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() throws SQLException {
        bench.plan(0);
        bench.thresholds();
        Optional<ReportFile> file = Optional.ofNullable(report).map(ReportFile::of);
        try (Session session = writing(CommandLimits.LONG)) {
            refuseUnadapted(session);
            return run(session, file);
        } catch (IllegalStateException e) {
            throw CommandException.refused(Failures.describe(e));
        }
    }

    private static void refuseUnadapted(Session session) throws SQLException {
        try (Connection connection = session.dataSource().getConnection()) {
            InstalledSchema.refuseUnadapted(connection);
        }
    }

    private int run(Session session, Optional<ReportFile> file) throws SQLException {
        try (BenchWidgets widgets = BenchWidgets.open(session.dataSource())) {
            if (remove) {
                return remove(widgets);
            }
            PreparedStatementProbe.check(session.dataSource());
            return interruptibly(session, widgets, file);
        }
    }

    /** Runs the benchmark so that Ctrl-C ends it early and still prints the results so far. */
    private int interruptibly(Session session, BenchWidgets widgets, Optional<ReportFile> file)
            throws SQLException {
        Interruption interruption = Interruption.ofThisThread();
        session.leaveAfter(interruption);
        try {
            BenchPlan plan = bench.plan(widgets.count());
            provide(widgets, plan);
            BenchResult result = measure(session, plan);
            output.format().print(new BenchView(result), environment());
            file.ifPresent(one -> {
                one.write(result);
                notices().say("Report written to " + one.path() + ".");
            });
            return exitCode(result);
        } catch (SeedException | CommandException e) {
            if (Shutdown.isUnderWay()) {
                notices().say("widgets: " + Failures.describe(e));
            }
            throw e;
        } finally {
            interruption.end();
        }
    }

    private int remove(BenchWidgets widgets) throws SQLException {
        long removed;
        try (SeedProgress progress = new SeedProgress(environment())) {
            removed = widgets.remove(progress);
        } catch (SQLException | WidgetException e) {
            throw CommandException.unfinished(
                    "Some benchmark widgets may have been removed. Go on with: widgets bench"
                            + " --remove",
                    e);
        }
        notices()
                .say(
                        removed == 0
                                ? "This database contains no benchmark widgets."
                                : "Removed " + Quantity.of(removed, "widget") + ".");
        return ExitCode.DONE;
    }

    private void provide(BenchWidgets widgets, BenchPlan plan) throws SQLException {
        try (SeedProgress progress = new SeedProgress(environment())) {
            widgets.provide(plan.widgets(), progress);
        }
    }

    private BenchResult measure(Session session, BenchPlan plan) throws SQLException {
        Circumstances circumstances =
                Circumstances.read(session.dataSource(), BuildVersions.read().widgets());
        Bench prepared = Bench.prepare(plan, session.dataSource());
        Measurement measurement = run(session, plan, prepared);
        Verification verification = verify(prepared, measurement);
        return new BenchResult(measurement, circumstances, verification, bench.thresholds());
    }

    private Measurement run(Session session, BenchPlan plan, Bench prepared) {
        int connections = plan.wiring().connections();
        try (HikariDataSource pool = session.pool(connections, CommandLimits.OPERATION);
                BenchLine line = new BenchLine(environment())) {
            return prepared.run(pool, line)
                    .orElseThrow(() -> CommandException.failure(
                            "Interrupted during the warm-up, before anything was measured."));
        }
    }

    private Verification verify(Bench prepared, Measurement measurement) {
        if (noVerify || measurement.interrupted()) {
            return Verification.unchecked(
                    noVerify ? "--no-verify was given" : "the run was interrupted");
        }
        notices().say("Verifying the widgets ...");
        FutureTask<Verification> check = new FutureTask<>(prepared::verify);
        Thread thread = new Thread(check, "check");
        thread.setDaemon(true);
        thread.start();
        try {
            return check.get();
        } catch (InterruptedException e) {
            return Verification.unchecked("the verification was interrupted");
        } catch (ExecutionException e) {
            return Verification.unchecked(Failures.describe(Objects.requireNonNull(e.getCause())));
        }
    }

    private static int exitCode(BenchResult result) {
        if (result.verification().state() == Verification.State.UNSOUND) {
            return ExitCode.REFUSED;
        }
        return result.crossed().isEmpty() ? ExitCode.DONE : ExitCode.THRESHOLD;
    }
}
