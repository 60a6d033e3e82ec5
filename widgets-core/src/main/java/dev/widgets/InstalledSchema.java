package dev.widgets;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The schema as it is installed in a database, as far as the user of a connection may see it.
 *
 * @param functions whether the schema is there and the user may ask for its release
 * @param release the release, 0 unless the user may ask for it
 * @param history whether the history of migrations is there and the user may read it
 */
public record InstalledSchema(Visibility functions, int release, Visibility history) {

    /** Whether something is in the database, and whether the user may look at it. */
    public enum Visibility {
        /** It does not exist. */
        ABSENT,
        /** It exists, but the user lacks the privilege to look at it. */
        HIDDEN,
        /** It exists, and the user may look at it. */
        VISIBLE;

        private static Visibility of(ResultSet row, int column) throws SQLException {
            boolean mayLook = row.getBoolean(column);
            if (row.wasNull()) {
                return ABSENT;
            }
            return mayLook ? VISIBLE : HIDDEN;
        }
    }

    private static final String VISIBILITY = """
            select
              (select has_schema_privilege(n.oid, 'usage')
                 and has_function_privilege(p.oid, 'execute')
               from pg_catalog.pg_proc p
               join pg_catalog.pg_namespace n on n.oid = p.pronamespace
               where n.nspname = 'widgets_admin' and p.proname = 'release' and p.pronargs = 0),
              (select has_schema_privilege(n.oid, 'usage')
                 and has_table_privilege(c.oid, 'select')
               from pg_catalog.pg_class c
               join pg_catalog.pg_namespace n on n.oid = c.relnamespace
               where n.nspname = 'widgets_store' and c.relname = 'schema_history')
            """;

    private static final String RELEASE = "select widgets_admin.release()";

    private static final String HAS_CITUS =
            "select to_regclass('pg_catalog.pg_dist_partition') is not null";

    private static final String IS_DISTRIBUTED = """
            select exists (
              select 1
              from pg_catalog.pg_dist_partition d
              join pg_catalog.pg_class c on c.oid = d.logicalrelid
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
              where n.nspname = 'widgets_store' and c.relname = 'widgets')
            """;

    /**
     * Looks at the schema in the database of a connection. Changes nothing and takes no locks.
     *
     * @throws SQLException if the database cannot be asked
     */
    public static InstalledSchema read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Visibility functions;
            Visibility history;
            try (ResultSet row = statement.executeQuery(VISIBILITY)) {
                row.next();
                functions = Visibility.of(row, 1);
                history = Visibility.of(row, 2);
            }
            if (functions != Visibility.VISIBLE) {
                return new InstalledSchema(functions, 0, history);
            }
            try (ResultSet row = statement.executeQuery(RELEASE)) {
                row.next();
                return new InstalledSchema(functions, row.getInt(1), history);
            }
        }
    }

    /**
     * Checks that Citus does not distribute the table of widgets over several nodes.
     *
     * @param what the feature that does not work there
     * @throws SchemaException if the table is distributed
     * @throws SQLException if the database cannot be asked
     */
    static void refuseDistributed(Connection connection, String what) throws SQLException {
        if (isDistributed(connection)) {
            throw new SchemaException(
                    "The table of widgets is distributed by Citus, where this release does not"
                            + " support " + what + ". Nothing was changed.",
                    null);
        }
    }

    /**
     * Checks that the functions work on the table of widgets. If Citus distributes it, some
     * statements of the plain functions even crash the coordinator. Changes nothing and takes no
     * locks.
     *
     * @throws SchemaException if Citus distributes the table, but the functions are plain
     * @throws SQLException if the database cannot be asked
     */
    public static void refuseUnadapted(Connection connection) throws SQLException {
        if (needsDistribute(connection)) {
            throw new SchemaException(
                    "The table of widgets is distributed by Citus, but its functions are those for"
                            + " one server: run widgets distribute on the coordinator.",
                    null);
        }
    }

    static boolean needsDistribute(Connection connection) throws SQLException {
        return isDistributed(connection) && !CitusFunctions.areInForce(connection);
    }

    /**
     * Returns whether Citus distributes the table of widgets over several nodes.
     *
     * @throws SQLException if the database cannot be asked
     */
    public static boolean isDistributed(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return isTrue(statement, HAS_CITUS) && isTrue(statement, IS_DISTRIBUTED);
        }
    }

    private static boolean isTrue(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Returns whether the schema has the release that this library works on. */
    public boolean isCurrent() {
        return release == WidgetSchema.RELEASE;
    }

    /**
     * Returns whether the schema has the release after that of this library. Each release accepts
     * the calls of the one before it, so this library works on it.
     */
    public boolean isNext() {
        return release == WidgetSchema.RELEASE + 1;
    }

    /**
     * Checks that the schema is not newer than this library.
     *
     * @throws SchemaException if it is
     * @throws FailedException if the user may not ask for the release
     */
    void refuseNewer() {
        if (functions == Visibility.HIDDEN) {
            throw new FailedException(
                    "Nothing was done: permission denied for function widgets_admin.release."
                            + " Connect as the owner of the schema or as a member of widgets_app.",
                    false,
                    null);
        }
        if (release > WidgetSchema.RELEASE) {
            throw new SchemaException(
                    "The schema in the database has release " + release
                            + " and is newer than this library, which knows release "
                            + WidgetSchema.RELEASE
                            + ": update widgets-core to the version that the other hosts use."
                            + " Nothing was changed.",
                    null);
        }
    }

    /**
     * Checks that the schema was not installed without a history of its migrations.
     *
     * @throws SchemaException if it was
     */
    void refuseWithoutHistory() {
        if (functions == Visibility.VISIBLE && history == Visibility.ABSENT) {
            throw new SchemaException(
                    "The schema in the database has no history of migrations, because its files"
                            + " were run one by one: this library cannot upgrade it. Install the"
                            + " output of widgets migrate --print instead, which writes the"
                            + " history. Nothing was changed.",
                    null);
        }
    }

    /**
     * Checks that the schema has the release of this library.
     *
     * @throws SchemaException if it has not, or there is no schema
     * @throws FailedException if the user may not ask for the release
     */
    void refuseOther() {
        refuseNewer();
        if (functions == Visibility.ABSENT) {
            throw new SchemaException(
                    "There is no schema of widgets in the database: run widgets migrate,"
                            + " or WidgetSchema.migrate().",
                    null);
        }
        if (!isCurrent()) {
            throw new SchemaException(
                    "The schema in the database has release " + release
                            + " and is older than this library, which needs release "
                            + WidgetSchema.RELEASE
                            + ": run widgets migrate, or WidgetSchema.migrate().",
                    null);
        }
    }
}
