package dev.widgets;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Errors of a coordinator of Citus that concern one of its nodes. They have the SQLSTATE of a lost
 * connection, but the connection of the client lives on.
 */
final class NodeErrors {

    private static final String INTERNAL = "XX000";
    private static final String LOST_COMMIT = "could not commit transaction for shard";
    private static final String ALIVE = "ERROR";

    private NodeErrors() {}

    /**
     * Returns whether the server reports a lost connection while a statement of a function ran:
     * that was before any commit, on whatever node. The client's own connection is never meant,
     * because nobody could send such a message over it.
     */
    static boolean isWithinStatement(SQLException error) {
        ServerErrorMessage server = reported(error);
        return server != null
                && DatabaseError.of(error) == DatabaseError.CONNECTION_LOST
                && server.getWhere() != null;
    }

    /**
     * Returns whether a node did not answer the commit of a transaction that concerned only that
     * node. It may be committed: Citus prepares only transactions of several nodes.
     */
    static boolean isLostCommit(SQLException error) {
        ServerErrorMessage server = reported(error);
        return server != null
                && INTERNAL.equals(server.getSQLState())
                && server.getMessage() != null
                && server.getMessage().startsWith(LOST_COMMIT);
    }

    /** The message of an error after which the connection lives on; null if it does not. */
    private static @Nullable ServerErrorMessage reported(SQLException error) {
        ServerErrorMessage server =
                error instanceof PSQLException e ? e.getServerErrorMessage() : null;
        return server != null
                        && ALIVE.equals(server.getSeverity())
                        && error.getNextException() == null
                ? server
                : null;
    }

    /**
     * Returns whether the connection of the client lives on, although the SQLSTATE is that of a
     * lost connection.
     */
    static boolean leavesClientConnected(SQLException error) {
        return reported(error) != null && DatabaseError.of(error) == DatabaseError.CONNECTION_LOST;
    }
}
