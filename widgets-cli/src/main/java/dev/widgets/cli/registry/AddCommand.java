package dev.widgets.cli.registry;

import dev.widgets.Ports;
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

/** {@code widgets add}. */
@Command(
        name = "add",
        header = "Add a widget.",
        customSynopsis = {
            "widgets add [OPTIONS] SERIAL NAME PORTS",
            "       widgets add [OPTIONS] --from=FILE"
        },
        description = {
            "",
            "Adds a widget. All its ports are free. A file has the columns serial_number, name and"
                    + " ports; its lines take effect in any order."
        },
        footer = {
            "",
            "Examples:",
            "  widgets add W-1 \"Copper valve\" PQ",
            "  widgets add W-2 \"Copper valve\" r,p,p        # the same ports as PPR",
            "  widgets add --from widgets.csv >outcomes.csv"
        })
public final class AddCommand extends DatabaseCommand {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SERIAL",
            description = "Unique serial number of 1 to 255 characters.")
    private @Nullable String serialNumber;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "Name of 0 to 255 characters; need not be unique.")
    private @Nullable String name;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "PORTS",
            description = "One to three port types, each P, Q or R, in any order.")
    private @Nullable String ports;

    @Mixin
    private final LinesMixin lines = new LinesMixin();

    public AddCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() {
        Optional<String> file = lines.file(serialNumber, name, ports);
        if (file.isPresent()) {
            try (Session session = writing(CommandLimits.OPERATION)) {
                return LinesFile.run(
                        session,
                        file.get(),
                        List.of("serial_number", "name", "ports"),
                        (widgets, line) -> widgets.add(
                                line.get("serial_number"),
                                line.get("name"),
                                Ports.parse(line.get("ports"))),
                        environment(),
                        notices());
            }
        }
        return add(
                LinesMixin.present(serialNumber),
                LinesMixin.present(name),
                LinesMixin.present(ports));
    }

    private int add(String serialNumber, String name, String ports) {
        Ports parsed = Ports.parse(ports);
        try (Session session = writing(CommandLimits.OPERATION)) {
            session.widgets().add(serialNumber, name, parsed);
        }
        notices().say("Added " + TerminalText.of(serialNumber) + ", ports " + parsed + ".");
        return ExitCode.DONE;
    }
}
