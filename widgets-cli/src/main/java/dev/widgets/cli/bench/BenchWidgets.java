package dev.widgets.cli.bench;

import dev.widgets.PortWeights;
import dev.widgets.SeedOptions;
import dev.widgets.SeedRun;
import dev.widgets.WidgetSeeder;
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

    private final DataSource dataSource;
    private final WidgetSeeder seeder;
    private final Connection session;
    private final int jobs = SeedOptions.of(1).jobs();

    private BenchWidgets(DataSource dataSource, Connection session) {
        this.dataSource = dataSource;
        this.session = session;
        seeder = WidgetSeeder.over(dataSource);
    }

    /**
     * Locks the benchmark widgets against other benchmarks.
     *
     * @throws IllegalStateException if another benchmark uses this database
     */
    public static BenchWidgets open(DataSource dataSource) throws SQLException {
        Connection session = dataSource.getConnection();
        try {
            if (tryLock(session)) {
                return new BenchWidgets(dataSource, session);
            }
        } catch (SQLException e) {
            session.close();
            throw e;
        }
        session.close();
        throw new IllegalStateException(
                "Another benchmark uses this database. Wait until it ends, or stop it.");
    }

    /** The session holds the lock, so it ends with the process. */
    private static boolean tryLock(Connection session) throws SQLException {
        try (PreparedStatement statement =
                session.prepareStatement("select pg_try_advisory_lock(?, 0)")) {
            statement.setInt(1, LOCK);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
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

    private long remove(List<String> serialNumbers) throws SQLException {
        try (PreparedStatement statement =
                session.prepareStatement("select widgets_admin.remove_widgets(?)")) {
            statement.setArray(1, session.createArrayOf("text", serialNumbers.toArray()));
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
    public void close() throws SQLException {
        session.close();
    }
}
