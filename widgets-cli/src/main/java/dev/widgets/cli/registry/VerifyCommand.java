package dev.widgets.cli.registry;

import dev.widgets.WidgetAdministration.Violation;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.FormatMixin;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code widgets verify}. */
@Command(
        name = "verify",
        header = "Check all associations for damage.",
        description = {
            "",
            "Reads the whole registry, which takes up to a minute for ten million widgets, and lists each"
                    + " damaged end of an association: self (the widget is its own peer), dangling (the"
                    + " peer does not exist), wrong port (the peer has no port of that type), asymmetric"
                    + " (the peer does not lead back), twice (two ports of the same type lead to the same"
                    + " peer).",
            "",
            "The exit code is 3 if there are violations."
        },
        footer = {"", "Example:", "  widgets verify && echo sound"})
public final class VerifyCommand extends DatabaseCommand {

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            description = "Maximum number of violations to list (default: ${DEFAULT-VALUE}).")
    private int limit = 20;

    @Mixin
    private final FormatMixin output = new FormatMixin();

    public VerifyCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw CommandException.usage("--limit must be at least 1, not " + limit + ".");
        }
        try (Session session = reading(CommandLimits.LONG)) {
            List<Violation> violations = session.administration().checkIntegrity();
            int shown = Math.min(limit, violations.size());
            output.format().print(new ViolationsView(violations.subList(0, shown)), environment());
            notices().say(verdict(violations.size(), shown));
            return violations.isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
        }
    }

    private static String verdict(int all, int shown) {
        if (all == 0) {
            return "All associations are sound.";
        }
        String found = all == 1 ? "Found 1 violation" : "Found " + all + " violations";
        String listed =
                shown < all ? found + "; the list shows the first " + shown + "." : found + ".";
        return listed + " Repair with: widgets repair";
    }
}
