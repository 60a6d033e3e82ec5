package dev.widgets.cli.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariDataSource;
import dev.widgets.AsyncWidgetRepository;
import dev.widgets.Outcome;
import dev.widgets.RefusedException;
import dev.widgets.WidgetCoalescer;
import dev.widgets.cli.console.CheckedOutput;
import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.Notices;
import dev.widgets.cli.database.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * Performs an operation for each line of a CSV file, many at a time through a coalescer, and prints
 * the outcome of each in the order of the lines.
 */
final class LinesFile {

    /** The number of operations that are in progress at the same time. */
    private static final int WINDOW = 1_000;

    private static final int CONNECTIONS = 4;
    private static final String ILL_FORMED = "row_is_well_formed";

    /** Starts the operation of a line. */
    @FunctionalInterface
    interface Operation {
        CompletableFuture<Void> start(AsyncWidgetRepository widgets, CSVRecord line);
    }

    private record Started(long line, String serialNumber, CompletableFuture<Void> future) {}

    private final String file;
    private final List<String> columns;
    private final Operation operation;
    private final Deque<Started> started = new ArrayDeque<>();
    private final CSVPrinter out;
    private long done;
    private long refused;
    private int worst = ExitCode.DONE;

    private LinesFile(
            String file, List<String> columns, Operation operation, CliEnvironment environment)
            throws IOException {
        this.file = file;
        this.columns = columns;
        this.operation = operation;
        out = new CSVPrinter(
                new OutputStreamWriter(new CheckedOutput(environment.out()), UTF_8),
                CSVFormat.RFC4180);
    }

    /** Performs all operations and returns the exit code. */
    static int run(
            Session session,
            String file,
            List<String> columns,
            Operation operation,
            CliEnvironment environment,
            Notices notices) {
        try (HikariDataSource pool = session.pool(CONNECTIONS, CommandLimits.OPERATION);
                WidgetCoalescer widgets = WidgetCoalescer.open(pool);
                InputStream in =
                        file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
            LinesFile lines = new LinesFile(file, columns, operation, environment);
            try {
                return lines.run(widgets, in);
            } finally {
                lines.out.flush();
                notices.say(String.format(
                        Locale.ROOT, "%,d done, %,d refused.", lines.done, lines.refused));
            }
        } catch (IOException | UncheckedIOException e) {
            throw CommandException.failure("Stopped before the end of the file: "
                    + Failures.describe(e) + " The output has the outcome of each line so far.");
        }
    }

    private int run(WidgetCoalescer widgets, InputStream in) throws IOException {
        out.printRecord("line", "serial_number", "outcome", "rule", "text");
        try (CSVParser parser = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .get()
                .parse(reader(in))) {
            requireColumns(parser.getHeaderNames());
            Iterator<CSVRecord> records = parser.iterator();
            while (worst < ExitCode.UNREACHABLE && records.hasNext()) {
                // the parser is at the end of the record that comes next
                long end = parser.getCurrentLineNumber();
                CSVRecord record = records.next();
                start(widgets, record, end - breaks(record));
                if (started.size() >= WINDOW) {
                    finish(started.remove());
                }
            }
        } finally {
            while (!started.isEmpty()) {
                finish(started.remove());
            }
        }
        return worst;
    }

    private static Reader reader(InputStream in) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, UTF_8.newDecoder()));
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
        return reader;
    }

    private void requireColumns(List<String> header) {
        if (!header.containsAll(columns)) {
            throw CommandException.usage("The header of " + file + " is " + String.join(",", header)
                    + "; expected the columns " + String.join(",", columns) + ".");
        }
    }

    /** Returns the number of line breaks within a record. */
    private static long breaks(CSVRecord record) {
        return record.stream()
                .flatMapToInt(String::chars)
                .filter(c -> c == '\n')
                .count();
    }

    private void start(WidgetCoalescer widgets, CSVRecord line, long number) {
        String serialNumber = line.isSet("serial_number") ? line.get("serial_number") : "";
        CompletableFuture<Void> future;
        try {
            future = line.isConsistent()
                    ? operation.start(widgets, line)
                    : CompletableFuture.failedFuture(new IllegalArgumentException(
                            "The line has " + line.size() + " fields, unlike the header."));
        } catch (RefusedException e) {
            future = CompletableFuture.failedFuture(e);
        }
        started.add(new Started(number, serialNumber, future));
    }

    private void finish(Started one) throws IOException {
        try {
            one.future().join();
            done++;
            out.printRecord(one.line(), one.serialNumber(), "done", "", "");
        } catch (CompletionException e) {
            failed(one, Outcome.unwrap(e));
        }
    }

    private void failed(Started one, Throwable e) throws IOException {
        boolean illFormed = e instanceof IllegalArgumentException;
        Outcome outcome = illFormed ? Outcome.REFUSED : Outcome.of(e);
        String rule = illFormed ? ILL_FORMED : "";
        String text = Failures.describe(e);
        if (e instanceof RefusedException refusal) {
            rule = refusal.rule().sqlName();
            text = refusal.hint();
        }
        int code = switch (outcome) {
            case REFUSED -> ExitCode.REFUSED;
            case UNKNOWN -> ExitCode.UNKNOWN;
            default -> Failures.exitCode(e);
        };
        if (outcome == Outcome.REFUSED) {
            refused++;
        }
        // a failure whose reason is not the database counts less than a lost connection
        worst = Math.max(worst, code);
        out.printRecord(
                one.line(),
                one.serialNumber(),
                Objects.requireNonNull(outcome).name().toLowerCase(Locale.ROOT),
                rule,
                text);
    }
}
