package dev.widgets.cli.doctor;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** How the table of widgets bears its changes. */
final class TableCheck implements Check {

    private static final String AREA = "table";

    /** Below this nothing is worth a word. */
    private static final long MANY = 10_000;

    private static final int DEAD_PERCENT = 30;
    private static final int HOT_PERCENT = 90;
    private static final int BYTES_EACH = 500;

    /** Its partitions, where it has any. */
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
                    "About " + row.number(0) + " widgets, " + row.number(1) + " dead versions; "
                            + share(row) + "."));
        }
        return findings;
    }

    private static void dead(Row row, List<Finding> to) {
        long live = row.number(0);
        long dead = row.number(1);
        if (dead > MANY && dead * 100 > live * DEAD_PERCENT) {
            to.add(
                    Finding.warning(
                            AREA,
                            "There are " + dead + " dead versions beside " + live
                                    + " widgets: vacuum does not keep up.",
                            "Look for old transactions and slots, which hold it up; set"
                                    + " autovacuum_vacuum_scale_factor = 0.02, and vacuum widgets_store.widgets."));
        }
        if (live > MANY && row.number(7) / live > BYTES_EACH) {
            to.add(Finding.warning(
                    AREA,
                    "A widget takes " + row.number(7) / live
                            + " bytes, where 139 is usual: the table is bloated.",
                    "vacuum full widgets_store.widgets in a quiet hour (it locks the table), or"
                            + " pg_repack."));
        }
        if (live > MANY && !row.is(4)) {
            to.add(Finding.note(
                    AREA,
                    "The table has never been analyzed: the server does not know its size.",
                    "analyze widgets_store.widgets."));
        }
    }

    private static void updates(Row row, List<Finding> to) {
        if (row.number(2) > MANY && row.number(3) * 100 < row.number(2) * HOT_PERCENT) {
            to.add(Finding.warning(
                    AREA,
                    "Only " + share(row)
                            + ": the others write the index too, and leave it to vacuum.",
                    "See to a fillfactor of 85 and to old transactions; drop any index on peers."));
        }
    }

    private static void options(Row row, List<Finding> to) {
        if (!row.is(5)) {
            to.add(Finding.warning(
                    AREA,
                    "The table has no free space in its pages (fillfactor): associations write the index"
                            + " too.",
                    "alter table widgets_store.widgets set (fillfactor = 85), then vacuum full."));
        }
        if (row.is(6)) {
            to.add(Finding.danger(
                    AREA,
                    "Autovacuum is off for the table of widgets: dead versions pile up.",
                    "alter table widgets_store.widgets reset (autovacuum_enabled)."));
        }
    }

    private static String share(Row row) {
        return row.number(2) == 0
                ? "no updates yet"
                : row.number(3) * 100 / row.number(2)
                        + " % of the updates stay in their page (HOT)";
    }
}
