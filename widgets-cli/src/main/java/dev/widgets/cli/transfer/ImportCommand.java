package dev.widgets.cli.transfer;

import dev.widgets.ImportException;
import dev.widgets.ImportOptions;
import dev.widgets.SeedOptions;
import dev.widgets.WidgetImporter;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.InputFile;
import dev.widgets.cli.console.Interruption;
import dev.widgets.cli.console.Quantity;
import dev.widgets.cli.console.TerminalText;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code widgets import}. */
@Command(
        name = "import",
        header = "Import widgets and associations from files.",
        description = {
            "",
            "Reads CSV with a header, or JSON lines if the name ends in .jsonl or .ndjson;"
                    + " decompresses .gz. The columns are serial_number, name, ports and optionally"
                    + " peer_1, peer_2, peer_3, as widgets export and widgets list -o csv write them; or"
                    + " serial_number, peer_serial_number, port.",
            "",
            "All rows are checked first. If one is refused, nothing is written, unless --on-error is"
                    + " skip. Then the rows are written in blocks; the registry can be used meanwhile"
                    + " and is consistent at every moment. If an import is interrupted while it"
                    + " writes, continue it with --resume, without the files."
        },
        footer = {
            "",
            "Examples:",
            "  widgets import registry.csv.gz --dry-run",
            "  widgets import widgets.csv associations.csv --on-error skip --rejects rejects.csv",
            "  zstd -dc registry.csv.zst | widgets import -",
            "  widgets import --resume",
            "  widgets import --remove"
        })
public final class ImportCommand extends DatabaseCommand {

    /** What to do with refused rows, as it is typed. */
    enum OnError {
        stop,
        skip
    }

    /** What to change in widgets that exist, as it is typed. */
    enum Update {
        names
    }

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "Files to import together, or - for standard input.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "csv or jsonl (default: by the names of the files).")
    private @Nullable FileFormat format;

    @Option(names = "--dry-run", description = "Check the files, and write nothing.")
    private boolean dryRun;

    @Option(
            names = "--on-error",
            paramLabel = "ACTION",
            description = "stop: write nothing if a row is refused; skip: write the other rows"
                    + " (default: ${DEFAULT-VALUE}).")
    private OnError onError = OnError.stop;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "Write all rejects to this file, as CSV with file, line, column, rule and"
                    + " text.")
    private @Nullable String rejects;

    @Option(
            names = "--update",
            paramLabel = "WHAT",
            description = "names: give widgets that exist the names of their rows. Without it these"
                    + " rows are refused.")
    private @Nullable Update update;

    @Option(names = "--resume", description = "Continue the import that was interrupted.")
    private boolean resume;

    @Option(names = "--remove", description = "Remove what the latest import has written.")
    private boolean remove;

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "NUMBER",
            description = "Number of connections (default: the number of processors, at most 8).")
    private int jobs = SeedOptions.of(1).jobs();

    public ImportCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() {
        check();
        try (Session session = writing(CommandLimits.LONG)) {
            Interruption interruption = Interruption.ofThisThread();
            session.leaveAfter(interruption);
            try {
                return remove ? remove(session) : add(session);
            } catch (ImportException e) {
                throw e.reason() == ImportException.Reason.UNREADABLE
                        ? CommandException.usage(Failures.describe(e))
                        : e;
            } catch (IllegalArgumentException e) {
                throw CommandException.refused(Failures.describe(e));
            } catch (IOException e) {
                throw CommandException.failure(
                        "Could not read or write a file: " + Failures.describe(e));
            } catch (UncheckedIOException e) {
                throw CommandException.failure(
                        "Could not write the rejects: " + Failures.describe(e));
            } finally {
                interruption.end();
            }
        }
    }

    private void check() {
        int ways = (files.isEmpty() ? 0 : 1) + (resume ? 1 : 0) + (remove ? 1 : 0);
        if (ways != 1) {
            throw CommandException.usage(
                    "Give files, --resume or --remove. See: widgets import --help");
        }
        for (String file : files) {
            String name = TerminalText.of(file);
            FileNames.requireKnownCompression(name, "zstd -dc " + name + " | widgets import -");
            InputFile.require(file);
        }
        if (files.isEmpty() && (dryRun || update != null || onError == OnError.skip)) {
            throw CommandException.usage(
                    "--dry-run, --update and --on-error belong to an import of files.");
        }
    }

    private ImportOptions importOptions() {
        return ImportOptions.DEFAULT
                .withSkipping(onError == OnError.skip)
                .withRenaming(update != null)
                .withCheckOnly(dryRun)
                .withJobs(jobs);
    }

    private int add(Session session) throws IOException {
        WidgetImporter importer = WidgetImporter.over(session.dataSource());
        List<ImportFile> all = files.stream()
                .map(name ->
                        new ImportFile(name, Optional.ofNullable(format).map(FileFormat::format)))
                .toList();
        long bytes = 0;
        for (ImportFile file : all) {
            bytes += file.size();
        }
        try (Rejects refused =
                        new Rejects(all, notices(), Optional.ofNullable(rejects).map(Path::of));
                ImportProgress progress = new ImportProgress(environment(), all, bytes)) {
            WidgetImporter.Summary summary = resume
                    ? importer.resume(jobs, refused, progress)
                    : importer.run(
                            all.stream().map(ImportFile::source).toList(),
                            importOptions(),
                            refused,
                            progress);
            progress.end();
            refused.complete();
            return say(summary);
        }
    }

    private int say(WidgetImporter.Summary summary) {
        boolean refused = summary.rejected() > 0;
        boolean done = summary.run() > 0;
        String widgets = Quantity.of(summary.widgets(), "widget");
        String associations = Quantity.of(summary.associations(), "association");
        String rows = summary.renamed() == 0
                ? widgets + " and " + associations
                : widgets + ", " + associations + " and "
                        + Quantity.of(summary.renamed(), "new name");
        String rejected = Quantity.of(summary.rejected(), "reject");
        String text;
        if (done) {
            double seconds = (double) summary.elapsed().toNanos() / TimeUnit.SECONDS.toNanos(1);
            text = String.format(
                    Locale.ROOT, "Imported %s in %.1f s, run %d", rows, seconds, summary.run());
        } else {
            text = dryRun
                    ? "Would import " + rows
                    : "Nothing was changed: " + rejected + ". The other rows are " + rows;
        }
        String rest = refused && (done || dryRun) ? "; " + rejected + "." : ".";
        environment().out().println(text + rest);
        return refused ? ExitCode.REFUSED : ExitCode.DONE;
    }

    private int remove(Session session) {
        try (ImportProgress progress = new ImportProgress(environment(), List.of(), 0)) {
            long removed = WidgetImporter.over(session.dataSource()).remove(progress);
            progress.end();
            notices().say("Removed " + Quantity.of(removed, "widget") + ".");
        }
        return ExitCode.DONE;
    }
}
