package dev.widgets.cli;

import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.serve.ReadyProbe;

/** The program {@code widgets}. */
public final class Main {

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(
                args.length == 1 && args[0].equals("ready")
                        ? ReadyProbe.run(System.getenv(), System.out, System.err)
                        : Program.run(CliEnvironment.ofProcess(), args));
    }
}
