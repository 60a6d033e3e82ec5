package dev.widgets.cli.console;

import java.io.PrintStream;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;

/** Turns the log of the libraries and the driver off, or on from level INFO. */
public final class LibraryLogs {

    /** The parent of the loggers of this program; the manager of loggers may drop others. */
    private static final Logger FAULTS = Logger.getLogger("dev.widgets");

    private LibraryLogs() {}

    /** Turns the log off. */
    public static void silence() {
        LogManager.getLogManager().reset();
        FAULTS.setLevel(null);
        Logger.getLogger("").setLevel(Level.OFF);
    }

    /** Prints the log without secrets. */
    public static void print(PrintStream err) {
        silence();
        Logger.getLogger("").setLevel(Level.INFO);
        Logger.getLogger("").addHandler(new Handler(err));
    }

    /** Shows the faults that a part of this program logs, without anyone asking for them. */
    public static void showFaults(Notices notices) {
        if (!notices.verbose()) {
            FAULTS.setLevel(Level.WARNING);
            FAULTS.addHandler(new FaultHandler(notices::say));
        }
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
