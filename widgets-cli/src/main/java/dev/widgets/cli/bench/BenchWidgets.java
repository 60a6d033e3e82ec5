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
 * The widgets of benchmarks in a database: they have serial numbers of their own, are seeded once,
 * and stay for the next run. While this is open nobody else uses them.
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
     * Takes hold of them.
     *
     * @throws IllegalStateException if another benchmark is under way in this database
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
                "Another benchmark is under way in this database: wait for its end, or end it.");
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

    /** How many there are. */
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
     * Sees to it that there are so many at least, and seeds those that are missing.
     *
     * @throws IllegalStateException if what is there is not what was seeded
     */
    public void provide(int widgets, WidgetSeeder.ProgressListener listener) throws SQLException {
        for (SeedRun run : runs()) {
            if (run.state() == SeedRun.State.REMOVING) {
                throw new IllegalStateException(
                        "The widgets of benchmarks are half removed. Finish it with: widgets bench --remove");
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
            throw new IllegalStateException("Of the " + widgets
                    + " widgets that benchmarks have seeded, " + found
                    + " are left. Begin anew with: widgets bench --remove");
        }
    }

    /** Removes them all, and answers how many there were. */
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

    /** Lets others have them. */
    @Override
    public void close() throws SQLException {
        session.close();
    }
}
