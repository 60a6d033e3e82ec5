package dev.widgets;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The optional indexes of one table. */
record TableIndexes(Connection connection) implements IndexStatements {

    @Override
    public void create(String name, String statement) throws SQLException {
        drop(name);
        execute(statement);
    }

    @Override
    public void drop(String name) throws SQLException {
        execute("drop index concurrently if exists widgets_store." + name);
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
