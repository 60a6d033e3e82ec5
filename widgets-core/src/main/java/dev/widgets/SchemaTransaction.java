package dev.widgets;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The one transaction in which Flyway does all its work, whatever connections it takes and however
 * it ends their transactions. The transaction also holds the lock on migrations, so there is never
 * a migration without the lock, and nothing stays behind in a connection of a pooler.
 */
final class SchemaTransaction implements InvocationHandler {

    /** The letters of "widgets". */
    private static final long KEY = 0x77696467657473L;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /**
     * Views are replaced under a lock that no query of them shares, and queries queue behind a
     * transaction that waits for it.
     */
    private static final String SHORT_WAIT = "set local lock_timeout = '2s'";

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Connection connection;
    private boolean autocommit = true;
    private boolean rolledBack;

    private SchemaTransaction(Connection connection) {
        this.connection = connection;
    }

    /** Work on the schema. */
    @FunctionalInterface
    interface Work<T> {

        /**
         * Does the work.
         *
         * @param connection the connection of the transaction
         * @param forFlyway the same for Flyway, which must not end the transaction
         */
        T run(Connection connection, DataSource forFlyway) throws SQLException;
    }

    /**
     * Does work that changes the schema, while nobody else does.
     *
     * @return the result, or nothing if it is unknown whether it was committed
     * @throws SchemaException if another migration does not end
     * @throws FailedException if there is an error before the commit; nothing was changed
     */
    static <T> Optional<T> changing(DataSource dataSource, Work<T> work) {
        Outcome.Phase phase = Outcome.Phase.IN_TRANSACTION;
        try (AdvisoryLock lock = AdvisoryLock.begin(dataSource)) {
            if (!lock.acquire(PATIENCE, KEY)) {
                throw new SchemaException(
                        "Another migration has been running for five minutes. Find it in"
                                + " pg_stat_activity, wait for it or end it, then retry. Nothing was"
                                + " changed.",
                        null);
            }
            CitusNodes.prepareChange(lock.connection());
            SchemaTransaction transaction = new SchemaTransaction(lock.connection());
            T result = work.run(lock.connection(), transaction.forFlyway());
            if (transaction.rolledBack) {
                throw new SchemaException(
                        "The migration was rolled back. Nothing was changed.", null);
            }
            phase = Outcome.Phase.COMMIT;
            lock.commit();
            return Optional.of(result);
        } catch (SQLException e) {
            if (Outcome.of(e, phase) == Outcome.UNKNOWN) {
                return Optional.empty();
            }
            throw SqlFailure.administering(e);
        }
    }

    /**
     * Does work that replaces views, as {@link #changing} does. It waits only briefly for a lock
     * and then starts over after a pause, in which queries of the views go on, for five minutes.
     */
    static <T> Optional<T> replacing(DataSource dataSource, Work<T> work) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return changing(dataSource, (connection, forFlyway) -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute(SHORT_WAIT);
                    }
                    return work.run(connection, forFlyway);
                });
            } catch (FailedException e) {
                if (DatabaseError.causeOf(e).orElse(DatabaseError.OTHER)
                        != DatabaseError.LOCK_TIMEOUT) {
                    throw e;
                }
                if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
                    throw new SchemaException(
                            "A table or view of the registry was locked by another transaction for"
                                    + " five minutes. Find it in pg_stat_activity, wait for it or"
                                    + " end it, then retry. Nothing was changed.",
                            e);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Does work that changes nothing, without the lock. */
    static <T> T reading(DataSource dataSource, Work<T> work) {
        try (AdvisoryLock lock = AdvisoryLock.begin(dataSource)) {
            return work.run(
                    lock.connection(), new SchemaTransaction(lock.connection()).forFlyway());
        } catch (SQLException e) {
            throw SqlFailure.administering(e);
        }
    }

    private DataSource forFlyway() {
        ClassLoader loader = SchemaTransaction.class.getClassLoader();
        Connection shared = (Connection)
                Proxy.newProxyInstance(loader, new Class<?>[] {Connection.class}, this);
        InvocationHandler provider = (proxy, method, arguments) -> {
            if (!method.getName().equals("getConnection")) {
                throw new UnsupportedOperationException(method.toString());
            }
            return shared;
        };
        return (DataSource)
                Proxy.newProxyInstance(loader, new Class<?>[] {DataSource.class}, provider);
    }

    @Override
    public @Nullable Object invoke(
            Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "getAutoCommit" -> {
                return autocommit;
            }
            case "setAutoCommit" -> {
                autocommit = Boolean.TRUE.equals(arguments == null ? null : arguments[0]);
                return null;
            }
            case "isClosed" -> {
                return false;
            }
            case "commit", "close" -> {
                return null;
            }
            default -> {
                rolledBack |=
                        method.getName().equals("rollback") && method.getParameterCount() == 0;
                return pass(method, arguments);
            }
        }
    }

    private @Nullable Object pass(Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
