package dev.widgets.cli.registry;

import dev.widgets.WidgetAdministration;
import dev.widgets.WidgetAdministration.Violation;
import dev.widgets.WidgetException;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.FormatMixin;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code widgets repair}. */
@Command(
        name = "repair",
        header = "Repair damaged associations by freeing their ports.",
        description = {
            "",
            "Lists the same violations as widgets verify. With --yes, it also repairs each affected pair"
                    + " of widgets and port type in its own transaction: an association on which both"
                    + " widgets agree is kept, and all other ports between the two are freed. Repairing"
                    + " never creates an association.",
            "",
            "Without --yes, the exit code is 3 if there is anything to repair."
        },
        footer = {"", "Examples:", "  widgets repair", "  widgets repair --yes"})
public final class RepairCommand extends DatabaseCommand {

    @Option(names = "--yes", description = "Repair the violations instead of only listing them.")
    private boolean yes;

    @Mixin
    private final FormatMixin output = new FormatMixin();

    public RepairCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() {
        try (Session session = yes ? writing(CommandLimits.LONG) : reading(CommandLimits.LONG)) {
            List<Violation> violations = session.administration().checkIntegrity();
            output.format().print(new ViolationsView(violations), environment());
            if (violations.isEmpty()) {
                notices().say("All associations are sound; there is nothing to repair.");
                return ExitCode.DONE;
            }
            List<Violation> pairs = pairs(violations);
            if (!yes) {
                notices()
                        .say(pairs(pairs.size())
                                + " to repair. Nothing was changed. Repair with: widgets repair"
                                + " --yes");
                return ExitCode.REFUSED;
            }
            notices().say(repair(session.administration(), pairs));
            return ExitCode.DONE;
        }
    }

    /** Returns one violation for each pair of widgets and port type. */
    private static List<Violation> pairs(List<Violation> violations) {
        Map<List<String>, Violation> pairs = new LinkedHashMap<>();
        for (Violation one : violations) {
            String first = one.serialNumber();
            String second = one.peerSerialNumber();
            boolean inOrder = first.compareTo(second) <= 0;
            pairs.putIfAbsent(
                    List.of(one.port().name(), inOrder ? first : second, inOrder ? second : first),
                    one);
        }
        return List.copyOf(pairs.values());
    }

    private static String repair(WidgetAdministration administration, List<Violation> pairs) {
        int repaired = 0;
        int freed = 0;
        for (Violation pair : pairs) {
            try {
                freed += administration.repair(pair);
                repaired++;
            } catch (WidgetException e) {
                throw CommandException.unfinished(
                        repaired + " of " + pairs(pairs.size())
                                + " were repaired. Repeat the command to continue.",
                        e);
            }
        }
        return "Repaired " + pairs(repaired) + ": "
                + (freed == 1 ? "1 port is free now." : freed + " ports are free now.");
    }

    private static String pairs(int count) {
        return count == 1 ? "1 pair of widgets" : count + " pairs of widgets";
    }
}
