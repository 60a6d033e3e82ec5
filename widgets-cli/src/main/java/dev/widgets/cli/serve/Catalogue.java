package dev.widgets.cli.serve;

import dev.widgets.InstalledSchema;
import dev.widgets.SchemaException;
import dev.widgets.WidgetFunction;
import dev.widgets.WidgetFunction.Argument;
import dev.widgets.WidgetSchema;
import dev.widgets.cli.console.Failures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks in the database catalog that the schema and the roles are as this version needs them. */
final class Catalogue {

    /** The functions of the API with the names of their input arguments. */
    private static final String FUNCTIONS = """
            select p.proname, array_to_string(p.proargnames[1:p.pronargs], ' ')
            from pg_catalog.pg_proc p
            join pg_catalog.pg_namespace n on n.oid = p.pronamespace
            where n.nspname = 'widgets'
            """;

    /** Whether the current user may query the release; no row if the function does not exist. */
    private static final String MAY_ASK = """
            select has_schema_privilege(n.oid, 'usage') and has_function_privilege(p.oid, 'execute')
            from pg_catalog.pg_proc p
            join pg_catalog.pg_namespace n on n.oid = p.pronamespace
            where n.nspname = 'widgets_admin' and p.proname = 'release'
            """;

    private static final String RELEASE = "select widgets_admin.release()";

    private static final String MAY_BECOME = """
            select pg_has_role(session_user, r.oid, 'member'), session_user
            from pg_catalog.pg_roles r
            where r.rolname = ?
            """;

    private static final String IS_READ_ONLY = "select current_setting('transaction_read_only')";

    /** The seconds by which a standby lags, 0 if it has replayed all that it has received. */
    private static final String REPLAY_LAG = """
            select case
              when not pg_is_in_recovery() then null
              when pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() then 0
              else extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp())
            end
            """;

    private Catalogue() {}

    /** Returns by how many seconds the server lags behind its primary, NaN if it is one. */
    static double replayLag(Connection connection) throws SQLException {
        String lag = rows(connection, REPLAY_LAG).get(0)[0];
        return lag == null ? Double.NaN : Double.parseDouble(lag);
    }

    /** Returns whether the server accepts no writes, as a standby. */
    static boolean isReadOnly(Connection connection) throws SQLException {
        return "on".equals(rows(connection, IS_READ_ONLY).get(0)[0]);
    }

    /** Returns what is wrong with the schema and what to do. */
    static Optional<String> complaint(Connection connection) throws SQLException {
        Map<String, String> functions = new HashMap<>();
        for (@Nullable String[] row : rows(connection, FUNCTIONS)) {
            functions.put(String.valueOf(row[0]), String.valueOf(row[1]));
        }
        if (functions.isEmpty()) {
            return Optional.of(
                    "There is no schema of widgets in the database: run widgets migrate.");
        }
        for (WidgetFunction function : WidgetFunction.values()) {
            String arguments = function.arguments().stream()
                    .map(Argument::sqlName)
                    .collect(Collectors.joining(" "));
            if (!arguments.equals(functions.get(function.sqlName()))) {
                return Optional.of("The function widgets." + function.sqlName()
                        + " has other arguments than this version expects: run widgets"
                        + " migrate.");
            }
        }
        try {
            InstalledSchema.refuseUnadapted(connection);
        } catch (SchemaException e) {
            return Optional.of(Failures.describe(e));
        }
        return otherRelease(connection);
    }

    private static Optional<String> otherRelease(Connection connection) throws SQLException {
        List<@Nullable String[]> mayAsk = rows(connection, MAY_ASK);
        if (mayAsk.isEmpty() || !"t".equals(mayAsk.get(0)[0])) {
            return Optional.empty();
        }
        int release = Integer.parseInt(String.valueOf(rows(connection, RELEASE).get(0)[0]));
        // a later release keeps what this one calls, so that the schema can be updated first
        return release >= WidgetSchema.RELEASE
                ? Optional.empty()
                : Optional.of("The schema in the database is of release " + release
                        + ", and this version serves release " + WidgetSchema.RELEASE
                        + ": run widgets migrate, or the version of widgets that the others run.");
    }

    /** Returns why the user of a connection cannot switch to a role, and what to do. */
    static Optional<String> obstacle(Connection connection, String role) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MAY_BECOME)) {
            statement.setString(1, role);
            @Nullable String[] row = TextRows.first(statement);
            if (row.length == 0) {
                return Optional.of("The role '" + role
                        + "' for requests without a token does not exist: run widgets roles,"
                        + " or give another role with --anonymous-role.");
            }
            return "t".equals(row[0])
                    ? Optional.empty()
                    : Optional.of("The user " + row[1] + " may not switch to the role '" + role
                            + "' of requests without a token: run GRANT " + role + " TO " + row[1]
                            + ", or choose another role with --anonymous-role.");
        }
    }

    private static List<@Nullable String[]> rows(Connection connection, String sql)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return TextRows.all(statement);
        }
    }
}
