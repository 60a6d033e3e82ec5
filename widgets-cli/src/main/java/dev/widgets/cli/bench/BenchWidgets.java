package dev.widgets.cli.bench;

import dev.widgets.DatabaseError;
import dev.widgets.PortWeights;
import dev.widgets.SeedOptions;
import dev.widgets.SeedRun;
import dev.widgets.WidgetSeeder;
import dev.widgets.cli.database.DatabaseLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;

/**
 * The benchmark widgets of a database. They have separate serial numbers, are seeded once and kept
 * for the next run. While this object is open, no other benchmark uses them.
 */
public final class BenchWidgets implements AutoCloseable {

    /** The letters of "benc". */
    private static final int LOCK = 0x62656e63;

    private static final int REMOVED_AT_ONCE = 1000;
    private static final int ATTEMPTS = 20;

    private final DataSource dataSource;
    private final WidgetSeeder seeder;
    private final DatabaseLock lock;
    private final int jobs = SeedOptions.of(1).jobs();

    private BenchWidgets(DataSource dataSource, DatabaseLock lock) {
        this.dataSource = dataSource;
        this.lock = lock;
        seeder = WidgetSeeder.over(dataSource);
    }

    /**
     * Locks the benchmark widgets against other benchmarks.
     *
     * @throws IllegalStateException if another benchmark uses this database
     */
    public static BenchWidgets open(DataSource dataSource) throws SQLException {
        return DatabaseLock.tryAcquire(dataSource, LOCK)
                .map(lock -> new BenchWidgets(dataSource, lock))
                .orElseThrow(() -> new IllegalStateException(
                        "Another benchmark uses this database. Wait until it ends, or stop it."));
    }

    /** Returns the number of seeded widgets. */
    public int count() {
        long count = 0;
        for (SeedRun run : runs()) {
            if (run.options().start() == count + 1) {
                count = run.options().last();
            }
        }
        return (int) Math.min(count, BenchPlan.MOST_WIDGETS);
    }

    /**
     * Ensures that at least this many widgets exist, seeding the missing ones.
     *
     * @throws IllegalStateException if the existing widgets differ from the seeded ones
     */
    public void provide(int widgets, WidgetSeeder.ProgressListener listener) throws SQLException {
        for (SeedRun run : runs()) {
            if (run.state() == SeedRun.State.REMOVING) {
                throw new IllegalStateException(
                        "The removal of the benchmark widgets is incomplete. Finish it with:"
                                + " widgets bench --remove");
            }
            if (run.state() == SeedRun.State.LOADING) {
                seeder.resume(run.run(), jobs, listener);
            }
        }
        int there = count();
        if (there < widgets) {
            seeder.seed(
                    SeedOptions.of(widgets - there)
                            .withStart(there + 1L)
                            .withSerials(BenchSerials.SEEDED)
                            .withPorts(PortWeights.parse("PQR=1"))
                            .withAssociated(0),
                    listener);
        }
        int found = new Holdings(dataSource).count(widgets);
        if (found != widgets) {
            throw new IllegalStateException("Only " + found + " of the " + widgets
                    + " benchmark widgets are intact. Remove them, then start again: widgets bench"
                    + " --remove");
        }
    }

    /** Removes all benchmark widgets and returns their number. */
    public long remove(WidgetSeeder.ProgressListener listener) throws SQLException {
        long removed = 0;
        for (SeedRun run : runs()) {
            removed += seeder.remove(run.run(), jobs, listener);
        }
        List<String> added = new Holdings(dataSource).added();
        for (int from = 0; from < added.size(); from += REMOVED_AT_ONCE) {
            int to = Math.min(from + REMOVED_AT_ONCE, added.size());
            removed += remove(added.subList(from, to));
        }
        return removed;
    }

    /** Tries again while others change the peers of these widgets. */
    private long remove(List<String> serialNumbers) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = dataSource.getConnection()) {
                return remove(connection, serialNumbers);
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !DatabaseError.of(e).isConflict()) {
                    throw e;
                }
            }
        }
    }

    private static long remove(Connection connection, List<String> serialNumbers)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select widgets_admin.remove_widgets(?)")) {
            statement.setArray(1, connection.createArrayOf("text", serialNumbers.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private List<SeedRun> runs() {
        return seeder.runs().stream()
                .filter(run -> run.options().serials().equals(BenchSerials.SEEDED))
                .sorted(Comparator.comparingLong(run -> run.options().start()))
                .toList();
    }

    /** Releases the lock. */
    @Override
    public void close() {
        lock.close();
    }
}
