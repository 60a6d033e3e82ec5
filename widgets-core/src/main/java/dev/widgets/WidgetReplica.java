package dev.widgets;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Repositories that write to the primary server and read from standbys, which follow it with a
 * delay.
 *
 * <pre>{@code
 * WidgetReplica replica = WidgetReplica.over(primary, standby);
 * WidgetRepository widgets = replica.widgets();
 * widgets.add("W-1", "pump", Ports.parse("P"));
 * WalPosition written = replica.position();
 * widgets.find("W-1");                 // may be empty for a moment
 * replica.since(written).find("W-1");  // is there
 * }</pre>
 *
 * <p>A read that cannot be done on the standby is done on the primary: if there is no connection to
 * the standby, if the standby cancels the query because of a conflict with what it replays, or if
 * it has not caught up within the {@linkplain #withPatience patience}. In a transaction of Spring,
 * all reads are done on the primary, so that they see what the transaction has written.
 *
 * <p><b>Threads.</b> It may be used by any number of threads at once.
 */
public final class WidgetReplica {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final String POSITION = "select pg_catalog.pg_current_wal_insert_lsn()";

    private final DataSource primary;
    private final DataSource standby;
    private final Duration patience;

    private WidgetReplica(DataSource primary, DataSource standby, Duration patience) {
        this.primary = primary;
        this.standby = standby;
        this.patience = patience;
    }

    /**
     * Returns a replica with a patience of 500 ms.
     *
     * @param primary as for {@link WidgetRepository#over(DataSource)}
     * @param standby provides connections to one or more standbys. With {@link WidgetPool}, name
     *     all servers in its URL and add {@code targetServerType=preferSecondary}
     * @throws IllegalArgumentException as for {@link WidgetRepository#over(DataSource)}
     */
    public static WidgetReplica over(DataSource primary, DataSource standby) {
        return new WidgetReplica(
                Objects.requireNonNull(primary), Objects.requireNonNull(standby), PATIENCE);
    }

    /**
     * Returns the same replica with another limit for the time that a read waits for the standby to
     * replay the log up to the position that it needs. A read that has waited in vain is done on
     * the primary. The wait holds a connection to the standby.
     */
    public WidgetReplica withPatience(Duration limit) {
        return new WidgetReplica(primary, standby, limit);
    }

    /** Returns a repository whose reads show the state of the standby, however old it is. */
    public WidgetRepository widgets() {
        return repository(Optional::empty);
    }

    /**
     * Returns the current position of the primary, in one round trip. All operations that have
     * returned before are included, whoever performed them, and also those whose outcome is
     * unknown, unless they are still under way.
     *
     * @throws FailedException if the primary could not be asked
     */
    public WalPosition position() {
        return ConnectionSource.joining(primary).reading(WidgetReplica::position);
    }

    private static WalPosition position(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(POSITION)) {
            row.next();
            return new WalPosition(row.getString(1));
        }
    }

    /**
     * Returns a repository whose reads include everything that was committed before a position. A
     * read first asks the standby how far it has come, which costs one more round trip.
     */
    public WidgetRepository since(WalPosition position) {
        Optional<WalPosition> needed = Optional.of(position);
        return repository(() -> needed);
    }

    /**
     * Returns a repository whose reads include its own writes. The first read after a write asks
     * the primary for its position; writes cost nothing more. Use one for each user or task, by one
     * thread at a time.
     */
    public WidgetRepository readingOwnWrites() {
        OwnWrites own = new OwnWrites(this::position);
        return new ObservedWrites(repository(own), own);
    }

    private WidgetRepository repository(ReplicatedWidgetRepository.Needed needed) {
        return new ReplicatedWidgetRepository(
                new JdbiWidgetRepository(ConnectionSource.of(primary)),
                ConnectionSource.joining(standby),
                needed,
                patience);
    }
}
