package dev.widgets.cli.console;

import java.io.PrintStream;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;

/** What the libraries and the driver log: nothing, or all that is above debugging. */
public final class LibraryLogs {

    private LibraryLogs() {}

    public static void silence() {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
    }

    public static void print(PrintStream err) {
        silence();
        Logger.getLogger("").setLevel(Level.INFO);
        Logger.getLogger("").addHandler(new Handler(err));
    }

    private static final class Handler extends StreamHandler {

        Handler(PrintStream err) {
            super(err, new WithoutSecrets());
        }

        @Override
        public synchronized void publish(LogRecord log) {
            super.publish(log);
            flush();
        }

        @Override
        public synchronized void close() {
            flush();
        }
    }

    private static final class WithoutSecrets extends Formatter {

        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public String format(LogRecord log) {
            return Secrets.hide(formatter.format(log));
        }
    }
}
