package dev.widgets.cli.torture;

import dev.widgets.DatabaseError;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The failures that faults, locks and limits cause; any other failure is a bug. */
final class Trouble {

    /** The driver reports this when it ends a transaction whose connection has been closed. */
    private static final String NO_TRANSACTION = "25P01";

    private Trouble() {}

    static boolean isExpected(SQLException error) {
        return isExpected(DatabaseError.of(error), error.getSQLState());
    }

    static boolean isExpected(String sqlState) {
        return isExpected(DatabaseError.ofSqlState(sqlState), sqlState);
    }

    private static boolean isExpected(DatabaseError error, @Nullable String sqlState) {
        return error.isRetryable()
                || error == DatabaseError.OUT_OF_RESOURCES
                || NO_TRANSACTION.equals(sqlState);
    }
}
