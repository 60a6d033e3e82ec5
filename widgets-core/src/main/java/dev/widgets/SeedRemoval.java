package dev.widgets;

import dev.widgets.WidgetSeeder.Phase;
import dev.widgets.WidgetSeeder.ProgressListener;
import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the widgets of a run block by block. A widget whose name or ports differ from those that
 * the run generated is not of the run, and stays. A block whose widgets others keep changing is
 * removed in smaller parts, each in a transaction of its own.
 */
final class SeedRemoval {

    /** How often a part is tried; the parts are smaller each time. */
    private static final int ATTEMPTS = 30;

    private static final String THERE = """
            select w.serial_number, w.name, w.ports
            from widgets_store.widgets w
            where w.serial_number = any (?)
            """;

    private static final Logger LOGGER = LoggerFactory.getLogger(SeedRemoval.class);

    private final DataSource dataSource;
    private final SeedRun run;
    private final ProgressListener listener;
    private final Iterator<Long> blocks;
    private final long total;

    private long done;
    private long removed;
    private final CountDownLatch stopped = new CountDownLatch(1);

    SeedRemoval(DataSource dataSource, SeedRun run, List<Long> blocks, ProgressListener listener) {
        this.dataSource = dataSource;
        this.run = run;
        this.listener = listener;
        this.blocks = blocks.iterator();
        total = blocks.stream()
                .mapToLong(block -> SeedBlock.size(run.options(), block))
                .sum();
    }

    /** Removes the widgets and returns their number. */
    long work() throws SQLException, IOException, InterruptedException {
        listener.progress(Phase.REMOVING, 0, total);
        Jobs.run(run.options().jobs(), this::job, this::stop);
        return removed;
    }

    private void job(int job) throws SQLException {
        SeedBlock block = new SeedBlock(run.options());
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            for (long number = next(); number >= 0; number = next()) {
                block.generate(number);
                remove(connection, block, number);
            }
            connection.setAutoCommit(true);
        }
    }

    /** Removes a block in parts: the first is the whole block, and each conflict halves it. */
    private void remove(Connection connection, SeedBlock block, long number) throws SQLException {
        int from = 0;
        int length = block.size();
        int attempt = 0;
        while (from < block.size() && !isStopped()) {
            int to = Math.min(from + length, block.size());
            try {
                int count = remove(connection, block, number, from, to);
                connection.commit();
                completed(to - from, count);
                from = to;
                length = Math.min(2 * length, block.size());
                attempt = 0;
            } catch (SQLException e) {
                attempt++;
                if (attempt == ATTEMPTS || !DatabaseError.of(e).isConflict()) {
                    throw e;
                }
                connection.rollback();
                length = Math.max(1, (to - from) / 2);
                pause(attempt);
            }
        }
    }

    /**
     * Removes a part of a block in the current transaction. The locks on the run and on the block
     * make sure that both are still to be removed: another process may have done that, and a new
     * run may have generated the same widgets since.
     */
    private int remove(Connection connection, SeedBlock block, long number, int from, int to)
            throws SQLException {
        SeedRuns runs = new SeedRuns(connection);
        runs.require(run.run(), SeedRun.State.REMOVING);
        if (!runs.blocks().lock(run.run(), number)) {
            return 0;
        }
        int count = remove(connection, own(connection, block, from, to));
        if (to == block.size()) {
            runs.blocks().delete(run.run(), number);
        }
        return count;
    }

    private List<String> own(Connection connection, SeedBlock block, int from, int to)
            throws SQLException {
        SerialPattern serials = run.options().serials();
        String[] all = new String[to - from];
        for (int i = 0; i < all.length; i++) {
            all[i] = serials.serialNumber(block.first() + from + i);
        }
        List<String> own = new ArrayList<>(all.length);
        try (PreparedStatement statement = connection.prepareStatement(THERE)) {
            Array array = connection.createArrayOf("text", all);
            statement.setArray(1, array);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String serialNumber = row.getString(1);
                    int i = (int) (serials.index(serialNumber) - block.first());
                    if (row.getString(2).equals(SeedNames.text(block.name(i)))
                            && row.getString(3).equals(block.ports(i).toString())) {
                        own.add(serialNumber);
                    }
                }
            }
        }
        return own;
    }

    private static int remove(Connection connection, List<String> serialNumbers)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select widgets_admin.remove_widgets(?)")) {
            statement.setArray(1, connection.createArrayOf("text", serialNumbers.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private synchronized long next() {
        return isStopped() || !blocks.hasNext() ? -1 : blocks.next();
    }

    private void stop() {
        stopped.countDown();
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Pauses after a conflict, at most until the removal is stopped. */
    private void pause(int attempt) {
        try {
            if (stopped.await(Backoff.nanos(attempt), TimeUnit.NANOSECONDS)) {
                LOGGER.debug("Stopped while waiting for widgets of run {}", run.run());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
        }
    }

    private synchronized void completed(int size, int count) {
        removed += count;
        done += size;
        listener.progress(Phase.REMOVING, done, total);
    }
}
