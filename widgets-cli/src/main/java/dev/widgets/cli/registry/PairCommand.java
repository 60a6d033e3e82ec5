package dev.widgets.cli.registry;

import dev.widgets.AsyncWidgetRepository;
import dev.widgets.PortType;
import dev.widgets.WidgetRepository;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.TerminalText;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command on two widgets and a port type. */
abstract class PairCommand extends DatabaseCommand {

    /** An operation of the repository. */
    interface Operation {

        void perform(
                WidgetRepository widgets,
                String serialNumber,
                String peerSerialNumber,
                PortType port);
    }

    /** The same operation of a coalescer. */
    interface Start {

        CompletableFuture<Void> start(
                AsyncWidgetRepository widgets,
                String serialNumber,
                String peerSerialNumber,
                PortType port);
    }

    private final Operation operation;
    private final Start start;
    private final String done;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SERIAL",
            description = "Serial number of one widget.")
    private @Nullable String serialNumber;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PEER",
            description = "Serial number of the other widget; the order does not matter.")
    private @Nullable String peerSerialNumber;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "PORT",
            completionCandidates = PortLetters.class,
            description = "Port type: P, Q or R.")
    private @Nullable String port;

    @Mixin
    private final LinesMixin lines = new LinesMixin();

    PairCommand(WidgetsCommand root, Operation operation, Start start, String done) {
        super(root);
        this.operation = operation;
        this.start = start;
        this.done = done;
    }

    @Override
    public final Integer call() {
        Optional<String> file = lines.file(serialNumber, peerSerialNumber, port);
        if (file.isPresent()) {
            try (Session session = writing(CommandLimits.OPERATION)) {
                return LinesFile.run(
                        session,
                        file.get(),
                        List.of("serial_number", "peer_serial_number", "port"),
                        (widgets, line) -> start.start(
                                widgets,
                                line.get("serial_number"),
                                line.get("peer_serial_number"),
                                PortType.parse(line.get("port"))),
                        environment(),
                        notices());
            }
        }
        return perform(
                LinesMixin.present(serialNumber),
                LinesMixin.present(peerSerialNumber),
                PortType.parse(LinesMixin.present(port)));
    }

    private int perform(String serialNumber, String peerSerialNumber, PortType type) {
        try (Session session = writing(CommandLimits.OPERATION)) {
            operation.perform(session.widgets(), serialNumber, peerSerialNumber, type);
        }
        notices()
                .say(done + " " + TerminalText.of(serialNumber) + " and "
                        + TerminalText.of(peerSerialNumber) + " on " + type + ".");
        return ExitCode.DONE;
    }
}
