package dev.widgets.cli.registry;

import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.TerminalText;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code widgets remove}. */
@Command(
        name = "remove",
        header = "Remove a widget and its associations.",
        customSynopsis = {
            "widgets remove [OPTIONS] SERIAL",
            "       widgets remove [OPTIONS] --from=FILE"
        },
        description = {
            "",
            "Removes a widget. The ports at the other ends of its associations are then free. A file"
                    + " has the column serial_number; others are ignored."
        },
        footer = {
            "",
            "Examples:",
            "  widgets remove W-1",
            "  widgets list --free P --limit 50 -o csv | widgets remove --from -"
        })
public final class RemoveCommand extends DatabaseCommand {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SERIAL",
            description = "Serial number of the widget.")
    private @Nullable String serialNumber;

    @Mixin
    private final LinesMixin lines = new LinesMixin();

    public RemoveCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() {
        Optional<String> file = lines.file(serialNumber);
        try (Session session = writing(CommandLimits.OPERATION)) {
            if (file.isPresent()) {
                return LinesFile.run(
                        session,
                        file.get(),
                        List.of("serial_number"),
                        (widgets, line) -> widgets.remove(line.get("serial_number")),
                        environment(),
                        notices());
            }
            session.widgets().remove(LinesMixin.present(serialNumber));
        }
        notices().say("Removed " + TerminalText.of(LinesMixin.present(serialNumber)) + ".");
        return ExitCode.DONE;
    }
}
