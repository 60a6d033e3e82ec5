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
        header = "Prove on a test database that nothing is lost, whatever happens to it.",
        description = {
            "",
            "Processes of clients add, remove, associate, dissociate and find widgets in every way: each by"
                    + " itself, coalesced, and over HTTP. Meanwhile connections are cut, statements cancelled,"
                    + " processes killed. Every call is recorded: begun, done, refused, failed, unknown. Then the"
                    + " history of each widget is checked: there must be an order of its calls that explains what"
                    + " every caller was told and what is there in the end, where an unknown call was done whole"
                    + " or not at all. And every association must be sound.",
            "",
            "Without a database it starts a PostgreSQL of its own, which is killed now and then, and thrown"
                    + " away in the end. A database that is named must hold no widgets but those of an earlier"
                    + " torture (torture-...); they are removed first, and in the end if all is well.",
            "",
            "The exit code is 3 if something is wrong, and 1 if not all could be decided."
        },
        footer = {
            "",
            "Examples:",
            "  widgets torture",
            "  widgets torture --duration 30m --clients 64 --processes 4",
            "  widgets torture --url postgresql://owner@db.test/registry --faults cut,terminate -o json",
            "  widgets torture --seed 42 --widgets 10        (few widgets: they meet more often)"
        })
public final class TortureCommand extends DatabaseCommand {

    @Mixin
    private final TortureMixin torture = new TortureMixin();

    @Mixin
    private final FormatMixin output = new FormatMixin();

    private final Class<?> program;

    /**
     * Makes the command.
     *
     * @param program the main class of this program, which runs the service as well
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
                    "The PostgreSQL of --data-dir is kept, not tortured: leave it"
                            + " out, and the torture has one of its own.");
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
            throw CommandException.failure("It was ended early, and nothing was checked.");
        } finally {
            interruption.end();
        }
    }

    private TortureResult run(TorturePlan plan, TortureDatabase database)
            throws IOException, SQLException, InterruptedException {
        try (TortureLine line = new TortureLine(environment(), notices())) {
            return Torture.run(plan, database.site(), line);
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
