package dev.widgets;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The release that a database has, compared with the library's. */
final class SchemaRelease {

    private static final int NONE = 0;

    private static final String INSTALLED = """
            select exists (
              select 1
              from pg_catalog.pg_proc p
              join pg_catalog.pg_namespace n on n.oid = p.pronamespace
              where n.nspname = 'widgets_admin' and p.proname = 'release')
            """;

    private static final String MAY_READ_HISTORY = """
            select coalesce(bool_or(has_schema_privilege(n.oid, 'usage')
              and has_table_privilege(c.oid, 'select')), false)
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'widgets_store' and c.relname = 'schema_history'
            """;

    private SchemaRelease() {}

    static int of(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            if (!answer(statement, INSTALLED).equals("t")) {
                return NONE;
            }
            return Integer.parseInt(answer(statement, "select widgets_admin.release()"));
        } catch (SQLException e) {
            throw SqlFailure.reading(e);
        }
    }

    static void refuseNewer(int release) {
        if (release > WidgetSchema.RELEASE) {
            throw new SchemaException(
                    "The schema in the database is of release " + release
                            + ", newer than this library, which knows release "
                            + WidgetSchema.RELEASE
                            + ": update widgets-core to the version that the other hosts use. Nothing"
                            + " was changed.",
                    null);
        }
    }

    /** Checks the release; true if the user may read the history as well. */
    static boolean check(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            int release = of(connection);
            refuseNewer(release);
            if (release < WidgetSchema.RELEASE) {
                throw new SchemaException(
                        (release == NONE
                                        ? "There is no schema of widgets in the database"
                                        : "The schema in the database is of release " + release
                                                + ", older than this library")
                                + ": run widgets migrate, or WidgetSchema.migrate().",
                        null);
            }
            try (Statement statement = connection.createStatement()) {
                return answer(statement, MAY_READ_HISTORY).equals("t");
            }
        } catch (SQLException e) {
            throw SqlFailure.reading(e);
        }
    }

    /** PostgREST keeps what it knows of a schema until it is told. */
    static void tellPostgrest(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("notify pgrst, 'reload schema'");
        } catch (SQLException e) {
            throw SqlFailure.reading(e);
        }
    }

    private static String answer(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
