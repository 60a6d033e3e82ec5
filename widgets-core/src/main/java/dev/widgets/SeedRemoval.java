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
import javax.sql.DataSource;

/**
 * Removes the widgets of a run, each block in one transaction. A widget whose name or ports differ
 * from those that the run generated is not of the run, and stays.
 */
final class SeedRemoval {

    private static final int ATTEMPTS = 20;

    private static final String THERE = """
            select w.serial_number, w.name, w.ports
            from widgets_store.widgets w
            where w.serial_number = any (?)
            """;

    private final DataSource dataSource;
    private final SeedRun run;
    private final ProgressListener listener;
    private final Iterator<Long> blocks;
    private final long total;

    private long done;
    private long removed;
    private boolean stopped;

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
                completed(number, remove(connection, block, number));
            }
            connection.setAutoCommit(true);
        }
    }

    private int remove(Connection connection, SeedBlock block, long number) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                int count = remove(connection, own(connection, block));
                new SeedRuns(connection).deleteBlock(run.run(), number);
                connection.commit();
                return count;
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !DatabaseError.of(e).isConflict()) {
                    throw e;
                }
                connection.rollback();
                Backoff.pause(attempt);
            }
        }
    }

    private List<String> own(Connection connection, SeedBlock block) throws SQLException {
        SerialPattern serials = run.options().serials();
        String[] all = new String[block.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = serials.serialNumber(block.first() + i);
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
        return stopped || !blocks.hasNext() ? -1 : blocks.next();
    }

    private synchronized void stop() {
        stopped = true;
    }

    private synchronized void completed(long block, int count) {
        removed += count;
        done += SeedBlock.size(run.options(), block);
        listener.progress(Phase.REMOVING, done, total);
    }
}
