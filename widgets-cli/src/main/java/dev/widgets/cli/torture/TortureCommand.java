package dev.widgets.cli.torture;

import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.FormatMixin;
import dev.widgets.cli.console.Interruption;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.WidgetsCommand;
import java.io.IOException;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code widgets torture}. */
@Command(
        name = "torture",
        header = "Check on a test database that no operation is lost when faults occur.",
        description = {
            "",
            "Client processes add, remove, associate, dissociate and find widgets over every"
                    + " transport: one call per operation, coalesced, and over HTTP. Meanwhile,"
                    + " torture cuts connections, cancels statements and kills processes. It"
                    + " records the start and the outcome of every call. Afterwards, it checks"
                    + " the history of each widget: some order of the calls must explain every"
                    + " answer and the final state. A call with an unknown outcome must have"
                    + " taken effect completely or not at all. Finally, all associations must be"
                    + " symmetric.",
            "",
            "If no database is specified, torture starts a temporary PostgreSQL server, kills it"
                    + " from time to time, and deletes it at the end. A specified database must"
                    + " not contain widgets other than those of an earlier run (torture-...)."
                    + " These are removed before the run, and after it if no violation was found.",
            "",
            "The exit code is 3 if a violation was found, and 1 if some histories could not be"
                    + " decided."
        },
        footer = {
            "",
            "Examples:",
            "  widgets torture",
            "  widgets torture --duration 30m --clients 64 --processes 4",
            "  widgets torture --url postgresql://owner@db.test/registry --faults cut,terminate"
                    + " -o json",
            "  widgets torture --seed 42 --widgets 10        # few widgets cause more conflicts",
            "  widgets torture --url postgresql://owner@haproxy/registry --faults failover"
                    + " --failover-command 'examples/ha/cluster failover'"
        })
public final class TortureCommand extends DatabaseCommand {

    @Mixin
    private final TortureMixin torture = new TortureMixin();

    @Mixin
    private final FormatMixin output = new FormatMixin();

    private final Class<?> program;

    /**
     * Creates the command.
     *
     * @param program the main class of this program, which also runs the service
     */
    public TortureCommand(WidgetsCommand root, Class<?> program) {
        super(root);
        this.program = program;
    }

    @Override
    public Integer call() throws SQLException {
        boolean own = TortureDatabase.isOwn(options(), environment());
        if (own && options().dataFolder().isPresent()) {
            throw CommandException.usage(
                    "torture does not run on the server of --data-dir, because its data must be"
                            + " kept. Omit --data-dir to use a temporary server.");
        }
        TorturePlan plan = torture.plan(own);
        Interruption interruption = Interruption.ofThisThread();
        try (TortureDatabase database =
                TortureDatabase.open(options(), environment(), notices(), program)) {
            notices().say("database: " + database.description());
            TortureResult result = run(plan, database);
            output.format().print(new TortureView(result), environment());
            return exitCode(result);
        } catch (IllegalStateException e) {
            throw CommandException.refused(Failures.describe(e));
        } catch (IOException e) {
            throw CommandException.failure(Failures.describe(e));
        } catch (InterruptedException e) {
            throw CommandException.failure(
                    "Interrupted before the end; the history was not" + " checked.");
        } finally {
            interruption.end();
        }
    }

    private TortureResult run(TorturePlan plan, TortureDatabase database)
            throws IOException, SQLException, InterruptedException {
        try (TortureLine line = new TortureLine(environment(), notices())) {
            return Torture.run(plan, torture.of(database.site()), line);
        }
    }

    private static int exitCode(TortureResult result) {
        return switch (result.verdict()) {
            case PASSED -> ExitCode.DONE;
            case VIOLATED -> ExitCode.REFUSED;
            case UNDECIDED -> ExitCode.FAILURE;
        };
    }
}
