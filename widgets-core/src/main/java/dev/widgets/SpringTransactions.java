package dev.widgets;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What Spring knows of transactions in the calling thread. Used only if Spring is present. */
final class SpringTransactions {

    private static final Logger LOGGER = LoggerFactory.getLogger(SpringTransactions.class);

    private SpringTransactions() {}

    /** Returns whether a transaction of Spring is active in the calling thread. */
    static boolean isActive() {
        return TransactionSynchronizationManager.isActualTransactionActive();
    }

    /**
     * Returns whether a connection belongs to the transaction that is active in the calling thread,
     * so that the transaction manager will commit or roll back what is done over it.
     */
    static boolean includes(Connection connection) {
        if (!isActive()) {
            return false;
        }
        for (Object resource :
                TransactionSynchronizationManager.getResourceMap().values()) {
            if (resource instanceof ConnectionHolder holder
                    && isManaged(holder)
                    && isSame(holder.getConnection(), connection)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A holder that is merely synchronized with a transaction was made by
     * {@link DataSourceUtils#getConnection} in the transaction of another resource or of JTA, which
     * does not commit the connection by itself. Transaction managers for JPA do not synchronize
     * their holder, and those for JDBC mark it as active.
     */
    private static boolean isManaged(ConnectionHolder holder) {
        return !holder.isSynchronizedWithTransaction() || isTransactionActive(holder);
    }

    private static boolean isTransactionActive(ConnectionHolder holder) {
        try {
            Method method = ConnectionHolder.class.getDeclaredMethod("isTransactionActive");
            return method.trySetAccessible() && Boolean.TRUE.equals(method.invoke(holder));
        } catch (ReflectiveOperationException e) {
            LOGGER.debug("The state of a transaction of Spring could not be read", e);
            return false;
        }
    }

    private static boolean isSame(Connection one, Connection other) {
        Object target = target(one);
        return target != null && target == target(other);
    }

    private static @Nullable Object target(Connection connection) {
        try {
            return connection.isWrapperFor(PGConnection.class)
                    ? connection.unwrap(PGConnection.class)
                    : DataSourceUtils.getTargetConnection(connection);
        } catch (SQLException e) {
            LOGGER.debug("A connection could not be unwrapped", e);
            return null;
        }
    }
}
