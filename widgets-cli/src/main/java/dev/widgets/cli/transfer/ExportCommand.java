package dev.widgets.cli.transfer;

import dev.widgets.TransferFormat;
import dev.widgets.WidgetExporter;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.ProgressLine;
import dev.widgets.cli.console.Quantity;
import dev.widgets.cli.console.TerminalText;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code widgets export}. */
@Command(
        name = "export",
        header = "Write all widgets and associations to a file.",
        description = {
            "",
            "Writes every widget with its peers, in the format that widgets import reads. Everything"
                    + " comes from one snapshot; changes by others meanwhile are not held up.",
            "",
            "The name of the file decides the format: JSON lines for .jsonl and .ndjson, otherwise"
                    + " CSV; compressed for .gz. A file appears under its name only when it is"
                    + " complete. The order of the lines is not defined."
        },
        footer = {
            "",
            "Examples:",
            "  widgets export registry.csv.gz",
            "  widgets export widgets.csv --associations associations.csv",
            "  widgets export --format jsonl | jq .name",
            "  widgets export | zstd >registry.csv.zst"
        })
public final class ExportCommand extends DatabaseCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "File to write, or - for standard output (default: ${DEFAULT-VALUE}).")
    private String file = FileNames.STANDARD;

    @Option(
            names = "--associations",
            paramLabel = "FILE",
            description = "Write the associations to this file, one on each line, and only serial"
                    + " number, name and ports to the other one.")
    private @Nullable String associations;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "csv or jsonl (default: by the name of the file).")
    private @Nullable FileFormat format;

    public ExportCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() {
        check(file);
        Optional<String> second = Optional.ofNullable(associations);
        second.ifPresent(this::check);
        if (second.isPresent() && second.get().equals(file)) {
            throw CommandException.usage(
                    "Widgets and associations need different files, not twice " + file + ".");
        }
        try (Session session = reading(CommandLimits.LONG)) {
            WidgetExporter.Summary summary = export(session, second);
            notices()
                    .say("Exported " + Quantity.of(summary.widgets(), "widget")
                            + second.map(name -> " and "
                                            + Quantity.of(summary.associations(), "association"))
                                    .orElse("")
                            + ".");
        } catch (IOException e) {
            throw CommandException.failure("Could not write the export: " + Failures.describe(e));
        }
        return ExitCode.DONE;
    }

    private void check(String name) {
        FileNames.requireKnownCompression(
                TerminalText.of(name), "widgets export | zstd >" + TerminalText.of(name));
    }

    private WidgetExporter.Summary export(Session session, Optional<String> second)
            throws IOException {
        WidgetExporter exporter = WidgetExporter.over(session.dataSource());
        TransferFormat chosen = format == null ? FileNames.format(file) : format.format();
        try (ExportTarget one = ExportTarget.open(file, environment());
                Progress progress = new Progress()) {
            if (second.isEmpty()) {
                WidgetExporter.Summary summary = exporter.export(chosen, one.out(), progress);
                one.complete();
                return summary;
            }
            try (ExportTarget other = ExportTarget.open(second.get(), environment())) {
                WidgetExporter.Summary summary =
                        exporter.export(chosen, one.out(), other.out(), progress);
                one.complete();
                other.complete();
                return summary;
            }
        }
    }

    /** Shows a line of progress for everything that takes longer than a moment. */
    private final class Progress implements WidgetExporter.ProgressListener, AutoCloseable {

        private @Nullable ProgressLine line;

        @Override
        public void progress(long done, long expected) {
            ProgressLine now = line;
            if (now != null) {
                now.show(done, expected);
            } else if (done > 0 && done < expected) {
                line = new ProgressLine(environment(), "Exporting", "widgets", done, expected);
            }
        }

        @Override
        public void close() {
            if (line != null) {
                line.close();
            }
        }
    }
}
