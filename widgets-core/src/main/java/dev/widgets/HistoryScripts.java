package dev.widgets;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The functions with and without the statements that record the history. These are comments in the
 * scripts, so that they cost nothing while the history is off.
 */
final class HistoryScripts {

    private static final Pattern COMMENT = Pattern.compile("(?m)^( *)--history ");

    private static final String HAS_TABLES =
            "select to_regclass('widgets_store.history_periods') is not null";

    private static final String IS_ON = """
            select exists (
              select 1
              from widgets_store.history_periods p
              where p.disabled_at is null)
            """;

    /** The catalogue shows it to everybody, also to a service without privileges. */
    private static final String IS_RECORDING = """
            select exists (
              select 1
              from pg_catalog.pg_proc p
              join pg_catalog.pg_namespace n on n.oid = p.pronamespace
              where n.nspname = 'widgets_admin'
                and p.proname = 'apply'
                and p.prosrc ~ '\\n *insert into widgets_store\\.history')
            """;

    private HistoryScripts() {}

    /** Returns a script with the statements that record the history. */
    static String recording(String script) {
        return COMMENT.matcher(script).replaceAll("$1");
    }

    /** Returns whether somebody has enabled the history and nobody has disabled it since. */
    static boolean isOn(Connection connection) throws SQLException {
        return isTrue(connection, HAS_TABLES) && isTrue(connection, IS_ON);
    }

    /** Returns whether the functions in force record the history. */
    static boolean isRecording(Connection connection) throws SQLException {
        return isTrue(connection, IS_RECORDING);
    }

    /** Returns all scripts of functions as they belong in this database. */
    static List<String> functions(Connection connection) throws SQLException {
        UnaryOperator<String> form =
                isOn(connection) ? HistoryScripts::recording : UnaryOperator.identity();
        return SqlScripts.functions().stream().map(form).toList();
    }

    /** Puts the functions in force that record the history, or those that do not. */
    static void put(Connection connection, boolean recording) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String script : SqlScripts.functions()) {
                String other = recording(script);
                if (!other.equals(script)) {
                    statement.execute(recording ? other : script);
                }
            }
        }
    }

    static boolean isTrue(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
