package dev.widgets.cli.console;

import picocli.CommandLine.Option;

/** The option {@code --output} of every command that prints data. */
public final class FormatMixin {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description =
                    "Format of the result: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.table;

    /** Returns the chosen format. */
    public Format format() {
        return format;
    }
}
