package dev.widgets;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** The tables that record seeding runs, accessed over one connection. */
record SeedRuns(Connection connection) {

    /**
     * The version of the algorithm of {@link SeedBlock}; each generates other widgets of a seed.
     */
    private static final int GENERATOR = 1;

    /** The letters of "seed". */
    private static final int LOCK = 0x73656564;

    /** A block that is complete or has been begun. */
    record Block(boolean complete, int checksum, int ports, int taken) {

        /** Returns a complete block, given the checksum of its rows in the binary format. */
        static Block of(SeedBlock block, CRC32C rows) {
            int ports = 0;
            for (int i = 0; i < block.size(); i++) {
                ports += block.ports(i).types().size();
            }
            return new Block(true, (int) rows.getValue(), ports, 2 * block.pairCount());
        }
    }

    static WidgetSeeder.Summary summary(
            SeedRun run, NavigableMap<Long, Block> blocks, long operations, Duration elapsed) {
        long ports = 0;
        long taken = 0;
        CRC32C checksum = new CRC32C();
        for (Map.Entry<Long, Block> entry : blocks.entrySet()) {
            Block block = entry.getValue();
            ports += block.ports();
            taken += block.taken();
            checksum.update(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                    .putLong(entry.getKey())
                    .putInt(block.checksum())
                    .flip());
        }
        return new WidgetSeeder.Summary(
                run.run(),
                run.options().count(),
                ports,
                taken,
                HexFormat.of().toHexDigits((int) checksum.getValue()),
                operations,
                elapsed);
    }

    List<SeedRun> list() throws SQLException {
        List<SeedRun> runs = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select run, state, seed, serial_pattern, port_weights, associated,
                          first_index, widget_count, singular
                        from widgets_store.seed_runs
                        order by run
                        """)) {
            while (row.next()) {
                runs.add(read(row));
            }
        }
        return runs;
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
                row.getBoolean("singular"));
    }

    /** Records a new run and locks it. */
    SeedRun begin(SeedOptions options, boolean singular) throws SQLException {
        int run;
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table widgets_store.seed_runs in share row exclusive mode");
            run = insert(options, singular);
            tryLock(run);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
        return new SeedRun(run, SeedRun.State.LOADING, options, singular);
    }

    private int insert(SeedOptions options, boolean singular) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into widgets_store.seed_runs (run, state, generator, seed, serial_pattern,
                  port_weights, associated, first_index, widget_count, singular)
                select coalesce(max(r.run), 0) + 1, 'loading', ?, ?, ?, ?, ?, ?, ?, ?
                from widgets_store.seed_runs r
                returning run
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

    /** Locks a run for this session, unless another session has locked it. */
    boolean tryLock(int run) throws SQLException {
        return lock("select pg_try_advisory_lock(?, ?)", run);
    }

    private boolean lock(String sql, int run) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, LOCK);
            statement.setInt(2, run);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
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

    void setState(int run, SeedRun.State state) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "update widgets_store.seed_runs set state = ? where run = ?")) {
            statement.setString(1, state.name().toLowerCase(Locale.ROOT));
            statement.setInt(2, run);
            statement.executeUpdate();
        }
    }

    void delete(int run) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("delete from widgets_store.seed_runs where run = ?")) {
            statement.setInt(1, run);
            statement.executeUpdate();
        }
    }

    /** Returns the blocks that are complete or have been begun, by number. */
    NavigableMap<Long, Block> blocks(int run) throws SQLException {
        NavigableMap<Long, Block> blocks = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                select block, checksum, ports, taken
                from widgets_store.seed_blocks
                where run = ?
                """)) {
            statement.setInt(1, run);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long checksum = row.getLong("checksum");
                    boolean complete = !row.wasNull();
                    blocks.put(
                            row.getLong("block"),
                            new Block(
                                    complete,
                                    (int) checksum,
                                    row.getInt("ports"),
                                    row.getInt("taken")));
                }
            }
        }
        return blocks;
    }

    /** Records that a block has been begun; returns false if that was recorded before. */
    boolean beginBlock(int run, long block) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into widgets_store.seed_blocks (run, block)
                values (?, ?)
                on conflict do nothing
                """)) {
            statement.setInt(1, run);
            statement.setLong(2, block);
            return statement.executeUpdate() == 1;
        }
    }

    /** Records that a block is complete. */
    void completeBlock(int run, long number, Block block) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into widgets_store.seed_blocks as b (run, block, checksum, ports, taken)
                values (?, ?, ?, ?, ?)
                on conflict (run, block) do update
                set checksum = excluded.checksum, ports = excluded.ports, taken = excluded.taken
                """)) {
            statement.setInt(1, run);
            statement.setLong(2, number);
            statement.setLong(3, Integer.toUnsignedLong(block.checksum()));
            statement.setInt(4, block.ports());
            statement.setInt(5, block.taken());
            statement.executeUpdate();
        }
    }

    void deleteBlock(int run, long block) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "delete from widgets_store.seed_blocks where run = ? and block = ?")) {
            statement.setInt(1, run);
            statement.setLong(2, block);
            statement.executeUpdate();
        }
    }

    private static int number(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }
}
