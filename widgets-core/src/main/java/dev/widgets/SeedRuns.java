package dev.widgets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables that record seeding runs, accessed over one connection. */
record SeedRuns(Connection connection) {

    /**
     * The version of the algorithm of {@link SeedBlock}; each generates other widgets of a seed.
     */
    private static final int GENERATOR = 1;

    private static final Logger LOG = LoggerFactory.getLogger(SeedRuns.class);

    /** Returns the table of the blocks of these runs. */
    SeedBlocks blocks() {
        return new SeedBlocks(connection);
    }

    /** Returns the runs. One that cannot be read is logged and does not hide the others. */
    List<SeedRun> list() throws SQLException {
        List<SeedRun> runs = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                        select run, state, seed, serial_pattern, port_weights, associated,
                          first_index, widget_count, singular,
                          (
                            select coalesce(sum(
                              least((b.block + 1) * ?, r.first_index + r.widget_count - 1)
                              - greatest(b.block * ?, r.first_index - 1)), 0)
                            from widgets_store.seed_blocks b
                            where b.run = r.run
                              and b.checksum is not null
                          ) as complete
                        from widgets_store.seed_runs r
                        where state <> 'removed'
                        order by run
                        """)) {
            statement.setLong(1, SeedBlock.SIZE);
            statement.setLong(2, SeedBlock.SIZE);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    addTo(runs, row);
                }
            }
        }
        return runs;
    }

    private static void addTo(List<SeedRun> runs, ResultSet row) throws SQLException {
        try {
            runs.add(read(row));
        } catch (IllegalArgumentException e) {
            LOG.warn("Seeding run {} cannot be read", row.getInt("run"), e);
        }
    }

    private static SeedRun read(ResultSet row) throws SQLException {
        SeedOptions options = SeedOptions.of(row.getLong("widget_count"))
                .withStart(row.getLong("first_index"))
                .withSeed(row.getLong("seed"))
                .withSerials(SerialPattern.parse(row.getString("serial_pattern")))
                .withPorts(PortWeights.parse(row.getString("port_weights")))
                .withAssociated(row.getDouble("associated"));
        return new SeedRun(
                row.getInt("run"),
                SeedRun.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                options,
                row.getBoolean("singular"),
                row.getLong("complete"));
    }

    /**
     * Records a new run in the current transaction. Numbers are never used again, because the rows
     * of removed runs stay.
     */
    SeedRun begin(SeedOptions options, boolean singular) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table widgets_store.seed_runs in share row exclusive mode");
        }
        return new SeedRun(insert(options, singular), SeedRun.State.LOADING, options, singular, 0);
    }

    private int insert(SeedOptions options, boolean singular) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into widgets_store.seed_runs as n (run, state, generator, seed, serial_pattern,
                  port_weights, associated, first_index, widget_count, singular)
                select coalesce(max(r.run), 0) + 1, 'loading', ?, ?, ?, ?, ?, ?, ?, ?
                from widgets_store.seed_runs r
                returning n.run
                """)) {
            insert.setInt(1, GENERATOR);
            insert.setLong(2, options.seed());
            insert.setString(3, options.serials().toString());
            insert.setString(4, options.ports().toString());
            insert.setDouble(5, options.associated());
            insert.setLong(6, options.start());
            insert.setLong(7, options.count());
            insert.setBoolean(8, singular);
            return number(insert);
        }
    }

    /** Returns whether this library generates the same widgets as the one that began the run. */
    boolean isOfThisGenerator(int run) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select generator from widgets_store.seed_runs where run = ?")) {
            statement.setInt(1, run);
            return number(statement) == GENERATOR;
        }
    }

    /**
     * Makes sure that a run is in a state and stays in it until the current transaction ends.
     *
     * @throws FailedException if it is in another state
     */
    void require(int run, SeedRun.State state) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select r.run
                from widgets_store.seed_runs r
                where r.run = ? and r.state = ?
                for share
                """)) {
            statement.setInt(1, run);
            statement.setString(2, text(state));
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw notIn(run, state);
                }
            }
        }
    }

    static FailedException notIn(int run, SeedRun.State state) {
        String what = state == SeedRun.State.LOADING
                ? " is no longer being loaded: another process has completed it or removes it."
                : " is no longer being removed: another process has removed it.";
        return new FailedException("Run " + run + what, false, null);
    }

    /**
     * Records that all blocks of a run are loaded.
     *
     * @throws FailedException if it is no longer being loaded
     */
    void complete(int run) throws SQLException {
        if (move(run, "loaded", "loading") == 0) {
            throw notIn(run, SeedRun.State.LOADING);
        }
    }

    /** Records that the removal of a run has begun. No block of it can be written from then on. */
    void beginRemoval(int run) throws SQLException {
        if (move(run, "removing", "loading", "loaded", "removing") == 0) {
            throw notIn(run, SeedRun.State.REMOVING);
        }
    }

    /**
     * Returns the blocks of a run after all transactions that write them have ended, also those
     * whose callers have lost their connection. Records a run without blocks as removed: its row
     * stays, so that its number is never used again. Takes a transaction of its own.
     */
    NavigableMap<Long, SeedBlocks.Block> settle(int run) throws SQLException {
        connection.setAutoCommit(false);
        try {
            // waits for those transactions, which hold the row for share
            lock(run);
            NavigableMap<Long, SeedBlocks.Block> blocks = blocks().of(run);
            if (blocks.isEmpty()) {
                move(run, "removed", "loading", "removing");
            }
            connection.commit();
            return blocks;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private void lock(int run) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select r.run
                from widgets_store.seed_runs r
                where r.run = ?
                for no key update
                """)) {
            statement.setInt(1, run);
            statement.execute();
        }
    }

    /** The update waits until nobody holds the run for share. */
    private int move(int run, String to, String... from) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                update widgets_store.seed_runs r
                set state = ?
                where r.run = ? and r.state = any (?)
                """)) {
            statement.setString(1, to);
            statement.setInt(2, run);
            statement.setArray(3, connection.createArrayOf("text", from));
            return statement.executeUpdate();
        }
    }

    private static String text(SeedRun.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static int number(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }
}
