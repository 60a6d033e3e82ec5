package dev.widgets.cli.transfer;

import dev.widgets.ImportReject;
import dev.widgets.cli.console.Notices;
import dev.widgets.cli.console.TerminalText;
import dev.widgets.cli.console.WholeFile;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes rejects to a file, and the first ones to standard error. */
final class Rejects implements Consumer<ImportReject>, AutoCloseable {

    private static final int SHOWN = 20;

    private final List<ImportFile> files;
    private final Notices notices;
    private final Optional<WholeFile> file;
    private final Optional<CSVPrinter> csv;
    private long count;

    Rejects(List<ImportFile> files, Notices notices, Optional<Path> target) throws IOException {
        this.files = files;
        this.notices = notices;
        if (target.isEmpty()) {
            file = Optional.empty();
            csv = Optional.empty();
            return;
        }
        file = Optional.of(WholeFile.create(target.get()));
        csv = Optional.of(new CSVPrinter(
                new OutputStreamWriter(file.get().out(), StandardCharsets.UTF_8),
                CSVFormat.RFC4180));
        csv.get().printRecord("file", "line", "column", "rule", "text");
    }

    @Override
    public void accept(ImportReject reject) {
        count++;
        if (count <= SHOWN) {
            notices.say(String.format(
                    Locale.ROOT,
                    "%s, line %d%s: %s (%s)",
                    TerminalText.inSentence(name(reject)),
                    reject.line(),
                    reject.column().isEmpty() ? "" : ", " + reject.column(),
                    TerminalText.inSentence(reject.text()),
                    reject.rule()));
        }
        if (csv.isPresent()) {
            try {
                csv.get()
                        .printRecord(
                                name(reject),
                                reject.line(),
                                reject.column(),
                                reject.rule(),
                                reject.text());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The names of the files are not recorded with a run. */
    private String name(ImportReject reject) {
        return reject.file() <= files.size()
                ? files.get(reject.file() - 1).name()
                : "file " + reject.file();
    }

    /** Completes the file, and says what is not shown. */
    void complete() throws IOException {
        if (csv.isPresent()) {
            csv.get().flush();
            file.orElseThrow().complete();
        }
        if (count > SHOWN) {
            notices.say(String.format(
                    Locale.ROOT,
                    "%,d more rejects%s",
                    count - SHOWN,
                    csv.isPresent()
                            ? " are in the file."
                            : "; --rejects FILE writes all of them."));
        }
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
