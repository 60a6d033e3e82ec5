package dev.widgets.cli.backup;

import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.ProgressLine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/** Copies and reads the rows of tables, and shows the progress of what takes over a second. */
final class RowsTransfer implements AutoCloseable {

    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int STEP = 1_000;

    private final CliEnvironment environment;
    private final String task;
    private final long total;
    private final long start = System.nanoTime();
    private long done;
    private @Nullable ProgressLine line;

    /**
     * Creates a transfer that shows nothing yet.
     *
     * @param task its name
     * @param total about how many rows there are
     */
    RowsTransfer(CliEnvironment environment, String task, long total) {
        this.environment = environment;
        this.task = task;
        this.total = total;
    }

    /** Copies all rows of a table, and returns the checksum of those that were read. */
    RowsChecksum copy(BackupTable table, Connection from, Connection to) throws SQLException {
        CopyIn in = to.unwrap(PGConnection.class).getCopyAPI().copyIn(table.statement());
        try {
            RowsChecksum checksum = read(table, from, row -> in.writeToCopy(row, 0, row.length));
            in.endCopy();
            return checksum;
        } finally {
            if (in.isActive()) {
                in.cancelCopy();
            }
        }
    }

    /** Returns the checksum of all rows of a table. */
    RowsChecksum read(BackupTable table, Connection from) throws SQLException {
        return read(table, from, row -> {});
    }

    @FunctionalInterface
    private interface RowTarget {
        void add(byte[] row) throws SQLException;
    }

    private RowsChecksum read(BackupTable table, Connection from, RowTarget target)
            throws SQLException {
        RowsChecksum checksum = new RowsChecksum();
        CopyOut out = from.unwrap(PGConnection.class).getCopyAPI().copyOut(table.query());
        try {
            for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
                target.add(row);
                checksum.add(row);
                count();
            }
            return checksum;
        } finally {
            if (out.isActive()) {
                out.cancelCopy();
            }
        }
    }

    private void count() {
        done++;
        if (done % STEP != 0) {
            return;
        }
        if (line != null) {
            line.show(done, total);
        } else if (System.nanoTime() - start > QUIET_NANOS) {
            line = new ProgressLine(environment, task, "rows", done, total);
        }
    }

    @Override
    public void close() {
        if (line != null) {
            line.close();
        }
    }
}
