package dev.widgets.cli.doctor;

import dev.widgets.DatabaseError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * Queries a server in one read-only transaction that is rolled back. Nothing remains, neither in
 * the database nor in a session that a pooler gives to the next client.
 */
final class Server implements AutoCloseable {

    private final Connection connection;

    private Server(Connection connection) {
        this.connection = connection;
    }

    static Server over(Connection connection) throws SQLException {
        // a named statement would remain in the session, which a pooler gives to other clients
        connection.unwrap(PGConnection.class).setPrepareThreshold(0);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction read only");
            // so that every name is schema-qualified
            statement.execute("set local search_path = ''");
        }
        return new Server(connection);
    }

    Connection connection() {
        return connection;
    }

    /** Returns all rows of a query. An error leaves the transaction usable. */
    List<Row> rows(String sql, Object... arguments) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            List<Row> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(row(result));
                }
            }
            connection.releaseSavepoint(before);
            return rows;
        } catch (SQLException e) {
            connection.rollback(before);
            throw e;
        }
    }

    private static Row row(ResultSet result) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            values.add(Objects.requireNonNullElse(result.getString(i), ""));
        }
        return new Row(values);
    }

    /** Returns the only row of a query. */
    Row row(String sql, Object... arguments) throws SQLException {
        List<Row> rows = rows(sql, arguments);
        if (rows.size() != 1) {
            throw new SQLException("Expected one row, but got " + rows.size() + ": " + sql);
        }
        return rows.get(0);
    }

    /** Returns the effective value of a setting, empty if the server does not know the setting. */
    String setting(String name) throws SQLException {
        return row("select current_setting(?, true)", name).text(0);
    }

    /**
     * Executes a statement as another role and rolls it back.
     *
     * @return the kind of error that the statement caused, empty if it succeeded
     * @throws SQLException if the current user may not switch to that role
     */
    Optional<DatabaseError> tryAs(String role, String sql) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            rows("select set_config('role', ?, true)", role);
            rows(sql);
            return Optional.empty();
        } catch (SQLException e) {
            if (String.valueOf(e.getMessage()).contains("set role")) {
                throw e;
            }
            return Optional.of(DatabaseError.of(e));
        } finally {
            connection.rollback(before);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
    }
}
