package dev.widgets;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PreferQueryMode;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLWarning;

/** The four ways in which an operation can end. */
public enum Outcome {
    /** The operation is done and committed. */
    DONE,
    /** A rule forbids the operation; nothing was changed. */
    REFUSED,
    /** The operation could not be tried or finished; certainly nothing was changed. */
    FAILED,
    /** The operation was done completely or not at all; look at the widget to find out which. */
    UNKNOWN;

    /** How far an operation had come when it failed. */
    public enum Phase {
        /** Nothing had been sent to the server. */
        NOT_SENT,
        /** A statement had been sent that commits by itself (autocommit). */
        AUTOCOMMIT,
        /**
         * A COMMIT had been sent, or a statement that commits by itself as a simple query. A
         * cancellation may then be reported although the commit was done: the server notices it
         * afterwards, when it logs how long the statement took.
         */
        COMMIT,
        /** A statement had been sent in a transaction whose COMMIT had not been sent. */
        IN_TRANSACTION;

        /**
         * Returns the phase of a statement that is about to be sent over a connection.
         *
         * @throws SQLException if the connection is closed
         */
        public static Phase of(Connection connection) throws SQLException {
            if (!connection.getAutoCommit()) {
                return IN_TRANSACTION;
            }
            if (!connection.isWrapperFor(BaseConnection.class)) {
                return AUTOCOMMIT;
            }
            BaseConnection driver = connection.unwrap(BaseConnection.class);
            if (driver.getTransactionState() != TransactionState.IDLE) {
                // the host has sent BEGIN by itself
                return IN_TRANSACTION;
            }
            return driver.getPreferQueryMode() == PreferQueryMode.SIMPLE ? COMMIT : AUTOCOMMIT;
        }

        private boolean mayCommit() {
            return this == AUTOCOMMIT || this == COMMIT;
        }
    }

    /**
     * Returns the outcome of an operation of {@link WidgetRepository} or
     * {@link AsyncWidgetRepository} that ended by an exception, which may be wrapped as futures
     * wrap it. Anything but a {@link WidgetException} proves nothing, so it is {@link #UNKNOWN}.
     */
    public static Outcome of(Throwable thrown) {
        Throwable e = unwrap(thrown);
        if (e instanceof RefusedException) {
            return REFUSED;
        }
        return e instanceof FailedException || e instanceof SchemaException ? FAILED : UNKNOWN;
    }

    /** Returns the exception that a future has wrapped, or the exception itself. */
    public static Throwable unwrap(Throwable thrown) {
        Throwable e = thrown;
        while ((e instanceof CompletionException || e instanceof ExecutionException)
                && e.getCause() != null) {
            e = e.getCause();
        }
        return e;
    }

    /**
     * Returns the outcome of a writing statement that ended by an error.
     *
     * @param error the error
     * @param phase how far the statement had come
     */
    public static Outcome of(SQLException error, Phase phase) {
        if (phase.mayCommit() && isUncertain(error, phase)) {
            return UNKNOWN;
        }
        return phase != Phase.NOT_SENT && DatabaseError.of(error).isRefusal() ? REFUSED : FAILED;
    }

    /**
     * Returns whether a warning says that a commit no longer waits for its synchronous standby,
     * because the wait was cancelled. It is committed on this server, but a failover may lose it,
     * so its outcome is {@link #UNKNOWN} although the server reports no error.
     *
     * @param warning the warnings of the statement or connection that has committed; {@code null}
     *     if there is none
     */
    public static boolean isUnreplicated(@Nullable SQLWarning warning) {
        for (SQLWarning one = warning; one != null; one = one.getNextWarning()) {
            // the name of the function in the server, because the text may be translated
            if (one instanceof PSQLWarning reported
                    && "SyncRepWaitForLSN"
                            .equals(reported.getServerErrorMessage().getRoutine())) {
                return true;
            }
        }
        return false;
    }

    /**
     * An error that the server reports on a connection that lives on is certain. An error that the
     * driver reports by itself may have come before the statement was sent or after it was done,
     * unless the connection had been closed before.
     */
    private static boolean isUncertain(SQLException error, Phase phase) {
        DatabaseError kind = DatabaseError.of(error);
        boolean reported = error instanceof PSQLException e && e.getServerErrorMessage() != null;
        if (!reported) {
            return kind != DatabaseError.NOT_CONNECTED;
        }
        if (NodeErrors.isWithinStatement(error)) {
            return false;
        }
        return kind == DatabaseError.CONNECTION_LOST
                || kind == DatabaseError.CANNOT_CONNECT
                || kind == DatabaseError.NOT_CONNECTED
                || (kind == DatabaseError.CANCELLED && phase == Phase.COMMIT)
                || NodeErrors.isLostCommit(error);
    }
}
