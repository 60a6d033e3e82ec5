package dev.widgets;

import dev.widgets.WidgetSeeder.ProgressListener;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.zip.CRC32C;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Loads blocks by COPY over several connections. The transaction of a block makes sure first that
 * the run is still being loaded and that nobody else loads the block, and also records that the
 * block is complete.
 */
final class CopyLoad extends SeedLoad {

    private static final String COPY =
            "copy widgets_store.widgets (serial_number, name, ports, peers)"
                    + " from stdin (format binary)";

    private final DataSource dataSource;

    CopyLoad(DataSource dataSource, SeedRun run, ProgressListener listener) {
        super(run, listener);
        this.dataSource = dataSource;
    }

    @Override
    void work() throws SQLException, IOException, InterruptedException {
        report(0);
        Jobs.run(run().options().jobs(), this::job, this::stop);
    }

    @Override
    long operations() {
        return 0;
    }

    private void job(int job) throws SQLException, IOException {
        long number = next();
        if (number < 0) {
            return;
        }
        BinaryRows rows = new BinaryRows(run().options());
        SeedBlock block = new SeedBlock(run().options());
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            while (number >= 0) {
                completed(number, load(connection, rows, block, number));
                number = next();
            }
            connection.setAutoCommit(true);
        }
    }

    private SeedBlocks.Block load(
            Connection connection, BinaryRows rows, SeedBlock block, long number)
            throws SQLException, IOException {
        int run = run().run();
        SeedRuns runs = new SeedRuns(connection);
        runs.require(run, SeedRun.State.LOADING);
        SeedBlocks.Block written;
        if (runs.blocks().claim(run, number)) {
            block.generate(number);
            written = copy(connection, rows, block);
            runs.blocks().complete(run, number, written);
        } else {
            written = Objects.requireNonNull(runs.blocks().of(run).get(number));
        }
        connection.commit();
        return written;
    }

    private static SeedBlocks.Block copy(Connection connection, BinaryRows rows, SeedBlock block)
            throws SQLException, IOException {
        CRC32C checksum = new CRC32C();
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        try {
            send(copy, BinaryRows.header());
            rows.write(block, (buffer, length) -> {
                checksum.update(buffer, 0, length);
                copy.writeToCopy(buffer, 0, length);
            });
            send(copy, BinaryRows.trailer());
            copy.endCopy();
        } catch (SQLException | IOException e) {
            if (copy.isActive()) {
                cancel(copy, e);
            }
            throw e;
        }
        return SeedBlocks.Block.of(block, checksum);
    }

    private static void send(CopyIn copy, byte[] bytes) throws SQLException {
        copy.writeToCopy(bytes, 0, bytes.length);
    }

    private static void cancel(CopyIn copy, Exception reason) {
        try {
            copy.cancelCopy();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
