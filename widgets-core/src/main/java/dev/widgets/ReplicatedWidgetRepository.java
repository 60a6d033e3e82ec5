package dev.widgets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the primary and reads from a standby.
 *
 * @param primary does the operations that write, and the reads that the standby cannot do
 * @param standby provides the connections for reads
 * @param needed says up to which position the standby must have come
 * @param patience the limit for a wait for the standby
 */
record ReplicatedWidgetRepository(
        JdbiWidgetRepository primary, ConnectionSource standby, Needed needed, Duration patience)
        implements WidgetRepository {

    private static final Logger LOGGER = LoggerFactory.getLogger(WidgetReplica.class);

    private static final boolean SPRING =
            ClassPath.has("org.springframework.jdbc.datasource.ConnectionHolder");

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** A server that does not recover is a primary and has everything. */
    private static final String HAS_COME = """
            select not pg_catalog.pg_is_in_recovery()
              or pg_catalog.pg_last_wal_replay_lsn() >= ?::pg_catalog.pg_lsn
            """;

    /** Provides the position that a read needs. */
    @FunctionalInterface
    interface Needed {

        /** Returns the position, or nothing if any state of the standby will do. */
        Optional<WalPosition> position();
    }

    @Override
    public void add(String serialNumber, String name, Ports ports) {
        primary.add(serialNumber, name, ports);
    }

    @Override
    public void remove(String serialNumber) {
        primary.remove(serialNumber);
    }

    @Override
    public void rename(String serialNumber, String name) {
        primary.rename(serialNumber, name);
    }

    @Override
    public void associate(String serialNumber, String peerSerialNumber, PortType port) {
        primary.associate(serialNumber, peerSerialNumber, port);
    }

    @Override
    public void dissociate(String serialNumber, String peerSerialNumber, PortType port) {
        primary.dissociate(serialNumber, peerSerialNumber, port);
    }

    @Override
    public Optional<Widget> find(String serialNumber) {
        Unicode.check("serial_number", serialNumber);
        return read(
                connection -> WidgetReads.find(connection, serialNumber),
                there -> there.find(serialNumber));
    }

    @Override
    public List<Widget> list(WidgetQuery query) {
        return read(connection -> WidgetSearch.list(connection, query), there -> there.list(query));
    }

    @Override
    public WidgetCounts count() {
        return read(WidgetReads::count, WidgetRepository::count);
    }

    private <T> T read(ConnectionSource.Query<T> query, Function<WidgetRepository, T> onPrimary) {
        if (SPRING && SpringTransactions.isActive()) {
            return onPrimary.apply(primary);
        }
        Optional<WalPosition> position = needed.position();
        Optional<T> result;
        try {
            result = standby.reading(connection -> isRecent(connection, position)
                    ? Optional.of(query.run(connection))
                    : Optional.<T>empty());
        } catch (FailedException e) {
            if (!mayPrimaryHelp(e)) {
                throw e;
            }
            LOGGER.debug("The standby could not be read; the primary is asked instead", e);
            result = Optional.empty();
        }
        return result.orElseGet(() -> onPrimary.apply(primary));
    }

    /** A standby cancels a query that needs row versions which the primary has removed. */
    private static boolean mayPrimaryHelp(FailedException e) {
        return DatabaseError.causeOf(e)
                .filter(error -> error.isUnreachable()
                        || error == DatabaseError.NO_FREE_CONNECTION
                        || error == DatabaseError.CONFLICT)
                .isPresent();
    }

    /** Returns whether the standby has what is needed, if need be after a wait. */
    private boolean isRecent(Connection connection, Optional<WalPosition> position)
            throws SQLException {
        if (position.isEmpty()) {
            return true;
        }
        long end = System.nanoTime() + patience.toNanos();
        long pause = FIRST_PAUSE_NANOS;
        try (PreparedStatement statement = connection.prepareStatement(HAS_COME)) {
            statement.setString(1, position.get().text());
            while (!isTrue(statement)) {
                if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
                    return false;
                }
                LockSupport.parkNanos(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            }
            return true;
        }
    }

    private static boolean isTrue(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }
}
