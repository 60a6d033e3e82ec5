package dev.widgets.cli.doctor;

import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.FormatMixin;
import dev.widgets.cli.console.Quantity;
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
        header = "Check an installation for changes, unsafe settings and operational problems.",
        description = {
            "",
            "Compares functions, views, constraints and grants with the released ones, tests the"
                    + " privileges of each role, and examines settings, sessions, replication,"
                    + " the table, a connection pooler and the clocks. Changes nothing and does"
                    + " not need a superuser; checks that the current user may not perform are"
                    + " reported. To check the associations themselves, run widgets verify.",
            "",
            "Each finding is ok, a note, a warning or a danger, and gives a reason and a remedy."
                    + " The exit code is 3 if there is a danger (with --strict, also if there is"
                    + " a warning), otherwise 0."
        },
        footer = {
            "",
            "Examples:",
            "  widgets doctor",
            "  widgets doctor --strict -o json && widgets verify"
        })
public final class DoctorCommand extends DatabaseCommand {

    @Option(names = "--strict", description = "Exit with code 3 for warnings, too.")
    private boolean strict;

    @Option(
            names = "--transaction-seconds",
            paramLabel = "SECONDS",
            description = "Age in seconds from which an open transaction is reported (default:"
                    + " ${DEFAULT-VALUE}).")
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
                    "--transaction-seconds must be at least 0, but is " + transactionSeconds + ".");
        }
        List<Finding> findings;
        try (Session session = administering(CommandLimits.OPERATION)) {
            findings =
                    new Doctor(session.dataSource(), roles.names(), transactionSeconds).examine();
        } catch (SQLException e) {
            throw CommandException.unreachable(
                    "The database cannot be examined: "
                            + Failures.describe(e).replaceFirst("\\.?$", "."),
                    e);
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
        return counts.isEmpty()
                ? "No problems found."
                : "Found: " + String.join(", ", counts) + ".";
    }

    private static void count(
            List<Finding> findings, Severity severity, String word, List<String> to) {
        long count = findings.stream().filter(one -> one.severity() == severity).count();
        if (count > 0) {
            to.add(Quantity.of(count, word));
        }
    }
}
