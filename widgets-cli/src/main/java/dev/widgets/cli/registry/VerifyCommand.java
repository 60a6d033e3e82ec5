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
        header = "Check that every association is sound.",
        description = {
            "",
            "Reads the whole registry (up to a minute for ten million widgets) and lists each end of an"
                    + " association that is not sound: self, dangling (there is no such peer), wrong port (the"
                    + " peer has none of that type), asymmetric (the peer does not point back), twice.",
            "The exit code is 3 if there is any."
        },
        footer = {"", "Example:", "  widgets verify && echo sound"})
public final class VerifyCommand extends DatabaseCommand {

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            description = "The most violations to list (${DEFAULT-VALUE} if not given).")
    private int limit = 20;

    @Mixin
    private final FormatMixin output = new FormatMixin();

    public VerifyCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw CommandException.usage("--limit is at least 1, not " + limit + ".");
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
            return "All is well: every association is sound.";
        }
        String found = all == 1 ? "There is 1 violation" : "There are " + all + " violations";
        String listed = shown < all ? found + "; the first " + shown + " are listed." : found + ".";
        return listed + " Repair with: widgets repair";
    }
}
