package dev.widgets.cli.console;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.utils.Signals;

/**
 * The width of the controlling terminal in columns. It is read when it is first asked for, and
 * again after the terminal was resized.
 */
final class TerminalSize implements IntSupplier {

    private static final int USUAL = 80;
    private static final long PATIENCE_SECONDS = 2;
    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\d+ ([1-9]\\d{0,4})\\s*");

    private volatile boolean stale = true;
    private boolean watched;
    private int columns = USUAL;

    @Override
    public synchronized int getAsInt() {
        if (!watched) {
            watched = true;
            Signals.register("WINCH", () -> stale = true);
        }
        if (stale) {
            stale = false;
            columns = read().orElse(columns);
        }
        return columns;
    }

    /** Asks stty, because Java itself cannot ask the terminal. */
    private static OptionalInt read() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer =
                    new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            Matcher matcher = ROWS_AND_COLUMNS.matcher(answer);
            return stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && matcher.matches()
                    ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
                    : OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }
}
