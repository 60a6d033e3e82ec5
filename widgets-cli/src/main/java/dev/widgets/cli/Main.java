package dev.widgets.cli;

import dev.widgets.cli.console.CliEnvironment;

/** The program {@code widgets}. */
public final class Main {

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(Program.run(CliEnvironment.ofProcess(), args));
    }
}
