package dev.widgets.cli.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table of the registry whose rows belong to a backup.
 *
 * @param name the name without the schema
 * @param columns the columns, separated by commas
 */
record BackupTable(String name, String columns) {

    /**
     * Whether the history is on belongs to the functions in force, which a backup does not hold; a
     * restored registry has the rows, and the history is off. Tables with a foreign key come after
     * the others, so that psql can restore them in order; release 1 lacks that of the blocks.
     */
    private static final String TABLES = """
            select c.relname,
              (
                select string_agg(a.attname, ', ' order by a.attnum)
                from pg_catalog.pg_attribute a
                where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'widgets_store'
              and c.relkind in ('r', 'p')
              and c.relpersistence = 'p'
              and not c.relispartition
              and c.relname not in ('schema_history', 'history_periods')
            order by
              c.relname = 'seed_blocks'
                or exists (select 1 from pg_catalog.pg_constraint k where k.conrelid = c.oid and k.contype = 'f'),
              c.relname
            """;

    /** Release 1 may have other blocks, which its upgrade deletes. */
    private static final String OF_RUNS =
            " where run in (select r.run from widgets_store.seed_runs r)";

    /** Returns all of them. */
    static List<BackupTable> read(Connection connection) throws SQLException {
        List<BackupTable> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TABLES)) {
            while (row.next()) {
                tables.add(new BackupTable(row.getString(1), row.getString(2)));
            }
        }
        return tables;
    }

    /** Returns the table that a line of a backup names. */
    static Optional<BackupTable> named(String line, List<BackupTable> tables) {
        return tables.stream()
                .filter(table -> line.startsWith("copy " + table.place() + " ("))
                .findFirst();
    }

    boolean hasWidgets() {
        return name.equals("widgets");
    }

    /** Returns the name with the schema. */
    String place() {
        return "widgets_store." + name;
    }

    /** Returns the statement that reads the rows from a backup. */
    String statement() {
        return "copy " + place() + " (" + columns + ") from stdin;";
    }

    /** Returns the query that writes the rows into a backup; the table may be partitioned. */
    String query() {
        return "copy (select " + columns + " from " + place()
                + (name.equals("seed_blocks") ? OF_RUNS : "") + ") to stdout";
    }
}
