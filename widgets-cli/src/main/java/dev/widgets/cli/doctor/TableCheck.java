package dev.widgets.cli.doctor;

import dev.widgets.cli.console.Quantity;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Checks the table of widgets for bloat and for settings that slow down updates. */
final class TableCheck implements Check {

    private static final String AREA = "table";

    /** Smaller numbers are not significant. */
    private static final long MANY = 10_000;

    private static final int DEAD_PERCENT = 30;
    private static final int HOT_PERCENT = 90;
    private static final int BYTES_EACH = 500;

    /** Includes the partitions, if the table has any. */
    private static final String TABLE = """
            select coalesce(sum(s.n_live_tup), 0), coalesce(sum(s.n_dead_tup), 0), coalesce(sum(s.n_tup_upd), 0),
              coalesce(sum(s.n_tup_hot_upd), 0),
              coalesce(bool_or(s.last_analyze is not null or s.last_autoanalyze is not null), false),
              coalesce(bool_and(coalesce(c.reloptions::text, '') ~ 'fillfactor=([1-8]?[0-9])[,}]'), true),
              coalesce(bool_or(coalesce(c.reloptions::text, '') ~ 'autovacuum_enabled=(false|off|0|no)'), false),
              coalesce(sum(pg_catalog.pg_total_relation_size(c.oid)), 0)
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            left join pg_catalog.pg_stat_all_tables s on s.relid = c.oid
            where n.nspname = 'widgets_store'
              and c.relkind = 'r'
              and c.relname ~ '^widgets(_|$)'
            """;

    @Override
    public List<Finding> examine(Server server) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        Row row = server.row(TABLE);
        dead(row, findings);
        updates(row, findings);
        options(row, findings);
        if (findings.isEmpty()) {
            findings.add(Finding.ok(
                    AREA,
                    "About " + Quantity.of(row.number(0), "widget") + ", "
                            + Quantity.of(row.number(1), "dead row version") + "; " + share(row)
                            + "."));
        }
        return findings;
    }

    private static void dead(Row row, List<Finding> to) {
        long live = row.number(0);
        long dead = row.number(1);
        if (dead > MANY && dead * 100 > live * DEAD_PERCENT) {
            to.add(Finding.warning(
                    AREA,
                    "There are " + dead + " dead row versions and " + live
                            + " widgets: vacuum does not keep up.",
                    "Look for old transactions and replication slots, which block"
                            + " vacuum; set autovacuum_vacuum_scale_factor = 0.02, and"
                            + " vacuum widgets_store.widgets."));
        }
        if (live > MANY && row.number(7) / live > BYTES_EACH) {
            to.add(Finding.warning(
                    AREA,
                    "A widget occupies " + row.number(7) / live
                            + " bytes instead of the usual 139: the table is bloated.",
                    "Run vacuum full widgets_store.widgets at a quiet time (it locks the table),"
                            + " or pg_repack."));
        }
        if (live > MANY && !row.is(4)) {
            to.add(Finding.note(
                    AREA,
                    "The table has never been analyzed: the server does not know its size.",
                    "Run analyze widgets_store.widgets."));
        }
    }

    private static void updates(Row row, List<Finding> to) {
        if (row.number(2) > MANY && row.number(3) * 100 < row.number(2) * HOT_PERCENT) {
            to.add(Finding.warning(
                    AREA,
                    "Only " + share(row)
                            + ": the other updates also write to the index, which vacuum must"
                            + " then clean up.",
                    "Set a fillfactor of 85, look for old transactions, and drop any index on"
                            + " peers."));
        }
    }

    private static void options(Row row, List<Finding> to) {
        if (!row.is(5)) {
            to.add(Finding.warning(
                    AREA,
                    "The table leaves no free space in its pages (fillfactor): associations also"
                            + " write to the index.",
                    "Run alter table widgets_store.widgets set (fillfactor = 85), then vacuum"
                            + " full."));
        }
        if (row.is(6)) {
            to.add(Finding.danger(
                    AREA,
                    "Autovacuum is off for the table of widgets: dead row versions accumulate.",
                    "Run alter table widgets_store.widgets reset (autovacuum_enabled)."));
        }
    }

    private static String share(Row row) {
        return row.number(2) == 0
                ? "no updates yet"
                : row.number(3) * 100 / row.number(2) + " % of the updates are HOT";
    }
}
