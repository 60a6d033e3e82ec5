package dev.widgets;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that somebody will commit what is about to be written over a connection of a
 * DataSource: the server, because the connection is in autocommit, or Spring, because it belongs to
 * a transaction of Spring.
 */
final class CommitCheck {

    private static final Logger LOGGER = LoggerFactory.getLogger(CommitCheck.class);

    private static final boolean SPRING =
            ClassPath.has("org.springframework.jdbc.datasource.ConnectionHolder");

    /** Whether the warning has been logged; tests clear it. */
    static final AtomicBoolean WARNED = new AtomicBoolean();

    private CommitCheck() {}

    /**
     * Checks that a connection is in autocommit or belongs to a transaction of Spring.
     *
     * @throws FailedException if it is neither; nothing has been sent then
     */
    static void requireCommitter(Connection connection) {
        if (isInAutocommit(connection)) {
            if (SPRING && SpringTransactions.isActive()) {
                warnOnce();
            }
            return;
        }
        if (!(SPRING && SpringTransactions.includes(connection))) {
            throw new FailedException(
                    "Nothing was done: the connection is not in autocommit and belongs to no known"
                            + " transaction, so nobody would commit. Set autoCommit to true in the"
                            + " pool; if you commit the connections of the DataSource yourself, use"
                            + " WidgetRepository.joining(dataSource).",
                    false,
                    null);
        }
    }

    /**
     * Checks that a connection is in autocommit.
     *
     * @throws FailedException if it is not; nothing has been sent then
     */
    static void requireAutocommit(Connection connection) {
        if (!isInAutocommit(connection)) {
            throw new FailedException(
                    "Nothing was done: the connection is not in autocommit, so nobody would commit."
                            + " Set autoCommit to true in the pool.",
                    false,
                    null);
        }
    }

    private static boolean isInAutocommit(Connection connection) {
        try {
            return connection.getAutoCommit();
        } catch (SQLException e) {
            // the work will fail for the same reason
            LOGGER.debug("The autocommit mode of a connection could not be read", e);
            return true;
        }
    }

    private static void warnOnce() {
        if (WARNED.compareAndSet(false, true)) {
            LOGGER.warn(
                    "A transaction of Spring is active, but the operation does not join it: it is"
                            + " committed on its own. To join, wrap the DataSource:"
                            + " WidgetRepository.over(new TransactionAwareDataSourceProxy(dataSource))."
                            + " This is logged once.");
        }
    }
}
