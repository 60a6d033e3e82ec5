package dev.widgets.cli.doctor;

import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.FormatMixin;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.RolesMixin;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code widgets doctor}. */
@Command(
        name = "doctor",
        header = "Say what to know before trusting an installation.",
        description = {
            "",
            "Compares functions, views, constraints and grants with those released; tries what each role may"
                    + " do; and looks at the settings, sessions, replication, table, pooler and clock."
                    + " Changes nothing, and needs no superuser: what this user may not see is said."
                    + " Whether the associations are sound is what widgets verify tells.",
            "",
            "Each finding is ok, a note, a warning or a danger, with its reason and its remedy. The exit code"
                    + " is 3 if there is a danger, with --strict also for a warning, else 0."
        },
        footer = {
            "",
            "Examples:",
            "  widgets doctor",
            "  widgets doctor --strict -o json && widgets verify"
        })
public final class DoctorCommand extends DatabaseCommand {

    @Option(names = "--strict", description = "End with exit code 3 for a warning as well.")
    private boolean strict;

    @Option(
            names = "--transaction-seconds",
            paramLabel = "SECONDS",
            description =
                    "How long a transaction may be open before it is reported (${DEFAULT-VALUE}).")
    private int transactionSeconds = 60;

    @Mixin
    private final RolesMixin roles = new RolesMixin();

    @Mixin
    private final FormatMixin output = new FormatMixin();

    public DoctorCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() {
        if (transactionSeconds < 0) {
            throw CommandException.usage(
                    "--transaction-seconds is at least 0, not " + transactionSeconds + ".");
        }
        List<Finding> findings;
        try (Session session = administering(CommandLimits.OPERATION)) {
            findings =
                    new Doctor(session.dataSource(), roles.names(), transactionSeconds).examine();
        } catch (SQLException e) {
            throw CommandException.unreachable(
                    "The database cannot be examined: " + Failures.describe(e), e);
        }
        output.format().print(new FindingsView(findings), environment());
        notices().say(verdict(findings));
        Severity worst = strict ? Severity.warning : Severity.danger;
        return findings.stream().anyMatch(one -> one.severity().compareTo(worst) >= 0)
                ? ExitCode.REFUSED
                : ExitCode.DONE;
    }

    private static String verdict(List<Finding> findings) {
        List<String> counts = new ArrayList<>();
        count(findings, Severity.danger, "danger", counts);
        count(findings, Severity.warning, "warning", counts);
        count(findings, Severity.note, "note", counts);
        return counts.isEmpty() ? "All is well." : "Found: " + String.join(", ", counts) + ".";
    }

    private static void count(
            List<Finding> findings, Severity severity, String word, List<String> to) {
        long count = findings.stream().filter(one -> one.severity() == severity).count();
        if (count > 0) {
            to.add(count + " " + word + (count == 1 ? "" : "s"));
        }
    }
}
