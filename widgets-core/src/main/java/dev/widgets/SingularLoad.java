package dev.widgets;

import dev.widgets.WidgetSeeder.ProgressListener;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.CRC32C;
import javax.sql.DataSource;

/**
 * Loads blocks by the operations of {@link WidgetRepository}, each a transaction of its own, over
 * several connections. The blocks are loaded one after the other: first the widgets of a block,
 * then their associations. If a block was begun before, its existing widgets and associations stay.
 * Which of several ports of one type an association takes depends on the order of the operations.
 */
final class SingularLoad extends SeedLoad {

    private static final int REPORTED = 200;

    /** An operation of a block. */
    @FunctionalInterface
    private interface Step {
        void perform(SeedOperations operations, int number);
    }

    private final DataSource dataSource;
    private final SerialPattern serials;
    private final LongAdder operations = new LongAdder();

    SingularLoad(DataSource dataSource, SeedRun run, ProgressListener listener) {
        super(run, listener);
        this.dataSource = dataSource;
        serials = run.options().serials();
    }

    @Override
    long operations() {
        return operations.sum();
    }

    @Override
    void work() throws SQLException, IOException, InterruptedException {
        report(0);
        List<Connection> connections = new ArrayList<>();
        try {
            while (connections.size() < run().options().jobs()) {
                connections.add(dataSource.getConnection());
            }
            BinaryRows rows = new BinaryRows(run().options());
            SeedBlock block = new SeedBlock(run().options());
            for (long number = next(); number >= 0; number = next()) {
                block.generate(number);
                work(connections, rows, block, number);
            }
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    /** Records that a block has been begun; returns whether that was recorded before. */
    private boolean begin(Connection connection, long number) throws SQLException {
        connection.setAutoCommit(false);
        try {
            SeedRuns runs = new SeedRuns(connection);
            runs.require(run().run(), SeedRun.State.LOADING);
            boolean again = !runs.blocks().claim(run().run(), number);
            connection.commit();
            return again;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private void work(List<Connection> connections, BinaryRows rows, SeedBlock block, long number)
            throws SQLException, IOException, InterruptedException {
        boolean again = begin(connections.get(0), number);
        int all = block.size() + block.pairCount();
        AtomicInteger done = new AtomicInteger();
        Runnable progress = () -> {
            operations.increment();
            int now = done.incrementAndGet();
            if (now % REPORTED == 0) {
                report((long) now * block.size() / all);
            }
        };
        each(connections, block.size(), progress, (seed, i) -> add(seed, block, i, again));
        each(
                connections,
                block.pairCount(),
                progress,
                (seed, i) -> associate(seed, block, i, again));
        CRC32C checksum = new CRC32C();
        rows.write(block, (buffer, length) -> checksum.update(buffer, 0, length));
        SeedBlocks.Block written = SeedBlocks.Block.of(block, checksum);
        new SeedBlocks(connections.get(0)).complete(run().run(), number, written);
        completed(number, written);
    }

    private void each(List<Connection> connections, int count, Runnable progress, Step step)
            throws SQLException, IOException, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        Jobs.run(
                connections.size(),
                job -> {
                    SeedOperations seed = new SeedOperations(connections.get(job), run().run());
                    for (int i = next.getAndIncrement();
                            i < count && !isStopped();
                            i = next.getAndIncrement()) {
                        step.perform(seed, i);
                        progress.run();
                    }
                },
                this::stop);
    }

    private void add(SeedOperations seed, SeedBlock block, int i, boolean again) {
        String serialNumber = serials.serialNumber(block.first() + i);
        String name = SeedNames.text(block.name(i));
        try {
            seed.perform(Operation.add(serialNumber, name, block.ports(i)));
        } catch (DuplicateSerialNumberException e) {
            if (!again || !isThere(seed.widgets(), serialNumber, name, block.ports(i))) {
                throw e;
            }
        }
    }

    private static boolean isThere(
            WidgetRepository widgets, String serialNumber, String name, Ports ports) {
        Optional<Widget> widget = widgets.find(serialNumber);
        return widget.isPresent()
                && widget.get().name().equals(name)
                && widget.get().ports().stream().map(Port::type).toList().equals(ports.types());
    }

    private void associate(SeedOperations seed, SeedBlock block, int pair, boolean again) {
        try {
            seed.perform(Operation.associate(
                    serials.serialNumber(block.first() + block.oneOf(pair)),
                    serials.serialNumber(block.first() + block.otherOf(pair)),
                    block.typeOf(pair)));
        } catch (AlreadyAssociatedException e) {
            if (!again) {
                throw e;
            }
        }
    }
}
