package dev.widgets;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of errors that PostgreSQL, the driver and the connection pool report, classified by
 * SQLSTATE. This is the only place that knows what a SQLSTATE means; {@link Outcome} says what an
 * error means for the operation that it ended.
 */
public enum DatabaseError {
    /** A rule of the registry, a constraint or the type of an argument rejected the operation. */
    RULE_VIOLATED,
    /** A unique constraint rejected the operation. */
    DUPLICATE_KEY,
    /** A serialization failure or a deadlock; the same transaction may succeed at once. */
    CONFLICT,
    /** Concurrent operations kept changing the same widgets (PT503); retry shortly. */
    BUSY,
    /** A lock was not granted within its time limit. */
    LOCK_TIMEOUT,
    /** The statement was cancelled, by its time limit or by a person. */
    CANCELLED,
    /** The server has no connection left to give. */
    TOO_MANY_CONNECTIONS,
    /** The pool had no free connection in time. */
    NO_FREE_CONNECTION,
    /** The server is starting, stopping or recovering and accepts no connection yet. */
    STARTING,
    /** No connection could be established. */
    CANNOT_CONNECT,
    /** The connection had been closed before anything was sent. */
    NOT_CONNECTED,
    /** The server had ended a session that was idle for too long. */
    IDLE_TIMEOUT,
    /** The connection broke, or the server ended it, while a statement was under way. */
    CONNECTION_LOST,
    /** The login was refused, or the database does not exist. */
    LOGIN_REFUSED,
    /** A privilege is missing. */
    FORBIDDEN,
    /** The server or the transaction is read-only, as on a standby. */
    READ_ONLY,
    /** A schema, table or function does not exist. */
    SCHEMA_MISSING,
    /** A prepared statement does not exist or exists already, as behind some connection poolers. */
    STATEMENT_MISSING,
    /** An earlier error has aborted the transaction. */
    TRANSACTION_ABORTED,
    /** The server lacks disk space or memory, or its operating system reported an error. */
    OUT_OF_RESOURCES,
    /** The statement exceeded a fixed limit of the server. */
    LIMIT_EXCEEDED,
    /** Anything else. */
    OTHER;

    private static final int CLASS_LENGTH = 2;
    private static final String CONNECTION_CLASS = "08";

    private static final Set<DatabaseError> RETRYABLE = EnumSet.of(
            CONFLICT,
            BUSY,
            LOCK_TIMEOUT,
            CANCELLED,
            TOO_MANY_CONNECTIONS,
            NO_FREE_CONNECTION,
            STARTING,
            CANNOT_CONNECT,
            NOT_CONNECTED,
            IDLE_TIMEOUT,
            CONNECTION_LOST);

    private static final Set<DatabaseError> UNREACHABLE = EnumSet.of(
            TOO_MANY_CONNECTIONS,
            STARTING,
            CANNOT_CONNECT,
            NOT_CONNECTED,
            IDLE_TIMEOUT,
            CONNECTION_LOST,
            LOGIN_REFUSED);

    /**
     * Returns the kind of an error, taking into account the errors that are chained to it: the
     * driver chains the loss of the connection to the last message of the server.
     */
    public static DatabaseError of(SQLException error) {
        if (isPoolTimeout(error)) {
            return NO_FREE_CONNECTION;
        }
        for (SQLException e = error.getNextException(); e != null; e = e.getNextException()) {
            String state = e.getSQLState();
            if (state != null && state.startsWith(CONNECTION_CLASS)) {
                return CONNECTION_LOST;
            }
        }
        return ofSqlState(error.getSQLState());
    }

    /**
     * Returns the kind of the first {@link SQLException} among an exception and its causes, or
     * nothing if the database had no part in it.
     */
    public static Optional<DatabaseError> causeOf(Throwable thrown) {
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            if (e instanceof SQLException error) {
                return Optional.of(of(error));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the kind that a SQLSTATE stands for.
     *
     * @param sqlState five characters, such as {@code 40P01}; {@code null} or any other text is
     *     {@link #OTHER}
     */
    public static DatabaseError ofSqlState(@Nullable String sqlState) {
        String state = sqlState == null ? "" : sqlState;
        return switch (state) {
            case "PT503" -> BUSY;
            case "23505" -> DUPLICATE_KEY;
            case "40003", "57P01", "57P02", "57P04" -> CONNECTION_LOST;
            case "55P03" -> LOCK_TIMEOUT;
            case "57014" -> CANCELLED;
            case "53300" -> TOO_MANY_CONNECTIONS;
            case "57P03" -> STARTING;
            case "08001", "08004" -> CANNOT_CONNECT;
            case "08003" -> NOT_CONNECTED;
            case "57P05", "25P03" -> IDLE_TIMEOUT;
            case "3D000" -> LOGIN_REFUSED;
            case "42501" -> FORBIDDEN;
            case "25006" -> READ_ONLY;
            case "3F000", "42883", "42P01" -> SCHEMA_MISSING;
            case "26000", "42P05" -> STATEMENT_MISSING;
            case "25P02" -> TRANSACTION_ABORTED;
            default -> ofClass(state);
        };
    }

    private static DatabaseError ofClass(String state) {
        if (state.startsWith("PT4")) {
            return RULE_VIOLATED;
        }
        return switch (state.substring(0, Math.min(CLASS_LENGTH, state.length()))) {
            case "22", "23" -> RULE_VIOLATED;
            case "40" -> CONFLICT;
            case CONNECTION_CLASS -> CONNECTION_LOST;
            case "28" -> LOGIN_REFUSED;
            case "53", "58" -> OUT_OF_RESOURCES;
            case "54" -> LIMIT_EXCEEDED;
            default -> OTHER;
        };
    }

    /** HikariCP reports why it has no connection as the cause, if it knows. */
    private static boolean isPoolTimeout(SQLException error) {
        return error instanceof SQLTransientConnectionException
                && !(error.getCause() instanceof SQLException);
    }

    /**
     * Returns whether the same operation may succeed later without anyone changing anything. After
     * {@link #CONNECTION_LOST} it may also have succeeded already: see
     * {@link Outcome#of(SQLException, Outcome.Phase)}.
     */
    public boolean isRetryable() {
        return RETRYABLE.contains(this);
    }

    /** Returns whether the same transaction may succeed at once: others were in its way. */
    public boolean isConflict() {
        return this == CONFLICT || this == BUSY;
    }

    /** Returns whether a rule, a constraint or a type rejected the operation. */
    public boolean isRefusal() {
        return this == RULE_VIOLATED || this == DUPLICATE_KEY;
    }

    /** Returns whether there is no usable connection to the database. */
    public boolean isUnreachable() {
        return UNREACHABLE.contains(this);
    }
}
