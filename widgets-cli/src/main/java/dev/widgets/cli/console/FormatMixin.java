package dev.widgets.cli.console;

import picocli.CommandLine.Option;

/** The option of every command that prints data. */
public final class FormatMixin {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description =
                    "The form of the result: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE} if not given).")
    private Format format = Format.table;

    public Format format() {
        return format;
    }
}
