package dev.widgets.cli.embedded;

import dev.widgets.WidgetSchema;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.Failures;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Checks for the schema with one query, which is faster than an unnecessary migration. */
public final class EmbeddedSchema {

    private static final String IS_THERE =
            "select to_regprocedure('widgets_admin.release()') is not null";
    private static final String RELEASE = "select widgets_admin.release()";

    private EmbeddedSchema() {}

    public static boolean isComplete(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            return answer(statement, IS_THERE).equals("t")
                    && answer(statement, RELEASE).equals(String.valueOf(WidgetSchema.RELEASE));
        } catch (SQLException e) {
            throw CommandException.unreachable(
                    "The embedded PostgreSQL does not answer: " + Failures.describe(e), e);
        }
    }

    private static String answer(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        }
    }
}
