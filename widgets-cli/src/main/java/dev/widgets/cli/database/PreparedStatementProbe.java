package dev.widgets.cli.database;

import dev.widgets.cli.console.CommandException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;

/**
 * Detects a connection pooler that loses the driver's prepared statements, such as a PgBouncer in
 * transaction mode without {@code max_prepared_statements}. Commands that run for long fail in the
 * middle behind one.
 */
public final class PreparedStatementProbe {

    private static final String DUPLICATE = "42P05";
    private static final String MISSING = "26000";

    private PreparedStatementProbe() {}

    /** Throws an exception if two connections in turn disturb each other's prepared statements. */
    public static void check(DataSource dataSource) throws SQLException {
        try (Connection one = dataSource.getConnection();
                Connection other = dataSource.getConnection()) {
            if (one.unwrap(PGConnection.class).getPrepareThreshold() > 0) {
                prepare(one);
                prepare(other);
            }
        } catch (SQLException e) {
            if (!DUPLICATE.equals(e.getSQLState()) && !MISSING.equals(e.getSQLState())) {
                throw e;
            }
            throw CommandException.usage(
                    "The database is behind a connection pooler that loses prepared statements, such"
                            + " as PgBouncer in transaction mode. Connect directly, add"
                            + " prepareThreshold=0 to the JDBC URL, or use PgBouncer 1.21 or later"
                            + " with max_prepared_statements.");
        }
    }

    private static void prepare(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select 1")) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(1);
            statement.executeQuery().close();
        }
    }
}
