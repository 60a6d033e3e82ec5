package dev.widgets;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Whether the history is on, and whether the functions in force record it. */
final class HistoryScripts {

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
              where n.nspname = 'widgets_store'
                and p.proname = 'apply_in_turn'
                and p.prosrc ~ '\\n *insert into widgets_store\\.history')
            """;

    private HistoryScripts() {}

    /** Returns whether somebody has enabled the history and nobody has disabled it since. */
    static boolean isOn(Connection connection) throws SQLException {
        return isTrue(connection, HAS_TABLES) && isTrue(connection, IS_ON);
    }

    /** Returns whether the functions in force record the history. */
    static boolean isRecording(Connection connection) throws SQLException {
        return isTrue(connection, IS_RECORDING);
    }

    static boolean isTrue(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
