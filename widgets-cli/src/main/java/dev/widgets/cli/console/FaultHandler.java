package dev.widgets.cli.console;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/**
 * Passes faults on to a person, each with its stack trace: a service may run into the same fault
 * thousands of times a second, so the same fault is shown once a minute.
 */
final class FaultHandler extends Handler {

    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MOST = 1_000;

    private final Consumer<String> notices;
    private final SimpleFormatter formatter = new SimpleFormatter();

    @SuppressWarnings("serial")
    private final Map<String, Long> shown = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST;
        }
    };

    FaultHandler(Consumer<String> notices) {
        this.notices = notices;
        setLevel(Level.WARNING);
    }

    @Override
    public void publish(LogRecord log) {
        if (isLoggable(log) && isNew(key(log), System.nanoTime())) {
            notices.accept(text(log));
        }
    }

    private synchronized boolean isNew(String key, long now) {
        Long before = shown.get(key);
        if (before != null && now - before < PAUSE_NANOS) {
            return false;
        }
        shown.put(key, now);
        return true;
    }

    /** Faults are the same if they come from the same place. */
    private static String key(LogRecord log) {
        StringBuilder key =
                new StringBuilder(log.getLoggerName()).append(' ').append(log.getMessage());
        for (Throwable e = log.getThrown(); e != null; e = e.getCause()) {
            StackTraceElement[] trace = e.getStackTrace();
            key.append(' ').append(e.getClass().getName()).append(' ');
            key.append(trace.length == 0 ? "" : trace[0]);
        }
        return key.toString();
    }

    private String text(LogRecord log) {
        StringWriter text = new StringWriter();
        text.append("widgets: ").append(formatter.formatMessage(log));
        if (log.getThrown() != null) {
            text.append('\n');
            log.getThrown().printStackTrace(new PrintWriter(text));
        }
        return text.toString().stripTrailing();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
