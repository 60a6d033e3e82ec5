package dev.widgets.cli.torture;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Makes another server of a cluster the primary, by a command of the operator, and measures how
 * long there is none.
 */
final class Failover {

    private static final long PATIENCE_SECONDS = 180;
    private static final long POLL_MILLIS = 100;

    private static final String IS_PRIMARY = "select not pg_catalog.pg_is_in_recovery()";

    /** The ways to lose a primary, which the command receives as its argument. */
    private enum Way {
        KILL,
        PAUSE,
        SWITCHOVER;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String command;
    private final DataSource control;
    private final List<String> notes = new ArrayList<>();
    private int count;

    /**
     * Creates a failover.
     *
     * @param command a command of the shell, to which the way is added as an argument
     * @param control leads to the primary, whichever server that is
     */
    Failover(String command, DataSource control) {
        this.command = command;
        this.control = control;
    }

    /** Runs the command and waits until there is a primary; returns a description. */
    synchronized String happen() throws IOException, InterruptedException {
        Way way = Way.values()[count++ % Way.values().length];
        double seconds = (double) withoutPrimary(way) / TimeUnit.SECONDS.toNanos(1);
        String text = String.format(Locale.ROOT, "%s: no primary for %.1f s", way.word(), seconds);
        notes.add("Failover by " + text + ".");
        return text;
    }

    /** Returns a sentence for each failover. */
    synchronized List<String> notes() {
        return List.copyOf(notes);
    }

    /** Runs the command, and returns the longest time in which no primary answered. */
    private long withoutPrimary(Way way) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command + " " + way.word())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        LastLines lines = new LastLines();
        lines.read(process.getInputStream(), line -> {});
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        long longest = 0;
        long answered = System.nanoTime();
        boolean isThere = true;
        while (process.isAlive() || !isThere) {
            isThere = isPrimary();
            long now = System.nanoTime();
            if (isThere) {
                longest = Math.max(longest, now - answered);
                answered = now;
            }
            if (now > end) {
                process.destroy();
                throw new IOException(
                        "the cluster has not recovered in " + PATIENCE_SECONDS + " s: " + lines);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        if (process.exitValue() != 0) {
            throw new IOException("the command of --failover-command ended with exit code "
                    + process.exitValue() + ": " + lines);
        }
        return longest;
    }

    private boolean isPrimary() {
        try (Connection connection = control.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(IS_PRIMARY)) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            return false;
        }
    }
}
