package dev.widgets.cli.serve;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The console of the service. */
final class ServeConsoleMixin {

    @Option(
            names = "--console",
            description = "Serve a console for people at /console/. It calls the same API as every"
                    + " client, with the token that its user gives.")
    private boolean console;

    @Option(
            names = "--console-read-only",
            description = "Serve the console without anything that changes the registry. The rights"
                    + " of tokens stay as they are.")
    private boolean readOnly;

    Optional<ServeOptions.ConsoleAccess> console() {
        if (readOnly) {
            return Optional.of(ServeOptions.ConsoleAccess.READ_ONLY);
        }
        return console ? Optional.of(ServeOptions.ConsoleAccess.FULL) : Optional.empty();
    }
}
