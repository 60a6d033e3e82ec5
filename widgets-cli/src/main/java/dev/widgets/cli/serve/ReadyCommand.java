package dev.widgets.cli.serve;

import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.database.WidgetsCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code widgets ready}; without options {@code Main} runs {@link ReadyProbe} itself. */
@Command(
        name = "ready",
        header = "Ask a service on this machine whether it is ready.",
        description = {
            "",
            "Requests /ready from the admin address of widgets serve (--admin-listen or"
                    + " WIDGETS_SERVE_ADMIN_LISTEN), and exits with 0 if the service is ready and with 1 if it is not. For health"
                    + " checks in containers that have neither a shell nor curl."
        },
        footer = {"", "Example:", "  widgets ready"})
public final class ReadyCommand implements Callable<Integer> {

    private final WidgetsCommand root;

    @Option(
            names = "--admin-listen",
            paramLabel = "HOST:PORT",
            description = "Admin address of the service (default: ${DEFAULT-VALUE}).")
    private String admin = ReadyProbe.ADDRESS;

    @Option(
            names = "--ready-timeout",
            paramLabel = "TIME",
            description = "Time limit for the answer (default: 2s).")
    private Duration timeout = Duration.ofMillis(ReadyProbe.TIMEOUT_MILLIS);

    public ReadyCommand(WidgetsCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Address address = ServeMixin.address(admin);
        try {
            ReadyProbe.Reply reply = ReadyProbe.ask(
                    address, (int) Math.max(1, Math.min(timeout.toMillis(), Integer.MAX_VALUE)));
            if (!reply.isReady()) {
                throw CommandException.failure("Not ready: " + reply.text());
            }
            root.environment().out().println(reply.text());
            return ExitCode.DONE;
        } catch (IOException e) {
            throw CommandException.failure(
                    "No answer from " + address + ": " + Failures.describe(e));
        }
    }
}
