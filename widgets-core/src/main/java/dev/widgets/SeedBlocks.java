package dev.widgets;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** The table that records the blocks of seeding runs, accessed over one connection. */
record SeedBlocks(Connection connection) {

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

    /** Returns what a run has generated; its checksum covers those of its blocks. */
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

    /** Returns the blocks that are complete or have been begun, by number. */
    NavigableMap<Long, Block> of(int run) throws SQLException {
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

    /**
     * Records that a block has been begun, unless that was recorded before. Waits for another
     * transaction that is recording it.
     *
     * @return whether this call has recorded it
     */
    boolean claim(int run, long block) throws SQLException {
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

    /** Records that a block that has been begun is complete. */
    void complete(int run, long number, Block block) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                update widgets_store.seed_blocks b
                set checksum = ?, ports = ?, taken = ?
                where b.run = ? and b.block = ?
                """)) {
            statement.setLong(1, Integer.toUnsignedLong(block.checksum()));
            statement.setInt(2, block.ports());
            statement.setInt(3, block.taken());
            statement.setInt(4, run);
            statement.setLong(5, number);
            statement.executeUpdate();
        }
    }

    /** Locks a block until the current transaction ends; returns false if it is not recorded. */
    boolean lock(int run, long block) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select b.block
                from widgets_store.seed_blocks b
                where b.run = ? and b.block = ?
                for update
                """)) {
            statement.setInt(1, run);
            statement.setLong(2, block);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    void delete(int run, long block) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "delete from widgets_store.seed_blocks where run = ? and block = ?")) {
            statement.setInt(1, run);
            statement.setLong(2, block);
            statement.executeUpdate();
        }
    }
}
