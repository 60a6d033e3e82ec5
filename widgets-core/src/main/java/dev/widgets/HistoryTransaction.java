package dev.widgets;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * A transaction that changes the history, under the lock of migrations and as the owner. It is
 * tried again if a lock was not granted, because waiting for it would stop operations.
 *
 * @param dataSource the connections
 */
record HistoryTransaction(DataSource dataSource) {

    private static final int ATTEMPTS = 10;

    /** The functions keep their owner, and new partitions get the same. */
    private static final String BECOME_OWNER = """
            select set_config('role', pg_get_userbyid(c.relowner), true)
            from pg_catalog.pg_class c
            where c.oid = 'widgets_store.history'::regclass
            """;

    /** Returns a result. */
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Returns nothing. */
    @FunctionalInterface
    interface Change {
        void run(Connection connection) throws SQLException;
    }

    void run(Change change) {
        boolean unused = returning(connection -> {
            change.run(connection);
            return true;
        });
    }

    <T> T returning(Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return SchemaTransaction.changing(dataSource, (connection, forFlyway) -> {
                            InstalledSchema.read(connection).refuseOther();
                            becomeOwner(connection);
                            return work.run(connection);
                        })
                        .orElseThrow(HistoryTransaction::unknown);
            } catch (FailedException e) {
                boolean locked = DatabaseError.causeOf(e)
                        .filter(kind -> kind == DatabaseError.LOCK_TIMEOUT)
                        .isPresent();
                if (!locked || attempt == ATTEMPTS) {
                    throw e;
                }
                Backoff.pause(attempt);
            }
        }
    }

    private static void becomeOwner(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(BECOME_OWNER);
        }
    }

    private static UnknownOutcomeException unknown() {
        return new UnknownOutcomeException(
                "The outcome is unknown, because the connection was lost during the commit. Repeat"
                        + " the command, which does no harm.",
                new SQLException("the connection was lost"));
    }
}
