package dev.widgets.cli.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The foreign keys between tables of the registry, which a restoration checks when all rows are
 * there. Release 1 had none: its backups may have the tables in another order, and rows that
 * migration 4 deletes.
 *
 * @param connection a connection of the owner, in a transaction
 */
record ForeignKeys(Connection connection) {

    private static final String ALTERATIONS = """
            select format('alter table %s alter constraint %I', k.conrelid::regclass, k.conname)
            from pg_catalog.pg_constraint k
            join pg_catalog.pg_namespace n on n.oid = k.connamespace
            where n.nspname = 'widgets_store' and k.contype = 'f'
            order by k.conname
            """;

    private static final String DELETE_BLOCKS_WITHOUT_RUN = """
            delete from widgets_store.seed_blocks b
            where not exists (
              select 1
              from widgets_store.seed_runs r
              where r.run = b.run)
            """;

    void defer() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            alter(statement, " deferrable initially deferred");
        }
    }

    /** Checks all rows, and makes later statements check theirs at once. */
    void check() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(DELETE_BLOCKS_WITHOUT_RUN);
            statement.execute("set constraints all immediate");
            alter(statement, " not deferrable");
        }
    }

    private static void alter(Statement statement, String how) throws SQLException {
        List<String> alterations = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(ALTERATIONS)) {
            while (row.next()) {
                alterations.add(row.getString(1));
            }
        }
        for (String alteration : alterations) {
            statement.execute(alteration + how);
        }
    }
}
