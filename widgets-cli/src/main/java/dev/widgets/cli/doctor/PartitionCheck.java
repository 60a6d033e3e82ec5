package dev.widgets.cli.doctor;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Checks the partitions of the table of widgets, if it has any. */
final class PartitionCheck implements Check {

    private static final String AREA = "partitions";

    private static final String IS_COPYING = """
            select pg_catalog.to_regclass('widgets_store.widgets') is null
              and pg_catalog.to_regclass('widgets_store.widgets_before') is not null
              and pg_catalog.to_regclass('widgets_store.widgets_partitioned') is not null
            """;

    /**
     * The key of a partitioned table, its partitions, and the part of all rows that they accept.
     */
    private static final String PARTITIONS = """
            select pg_catalog.pg_get_partkeydef(c.oid), count(b.modulus),
              coalesce(pg_catalog.round(sum(1.0 / b.modulus), 6), 0),
              coalesce(bool_or(not b.is_ordinary), false)
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            left join lateral (
              select substring(pg_catalog.pg_get_expr(p.relpartbound, p.oid) from 'modulus ([0-9]+)')::numeric
                  as modulus,
                p.relkind = 'r' and p.relpersistence = 'p' as is_ordinary
              from pg_catalog.pg_inherits i
              join pg_catalog.pg_class p on p.oid = i.inhrelid
              where i.inhparent = c.oid
            ) b on true
            where n.nspname = 'widgets_store' and c.relname = 'widgets' and c.relkind = 'p'
            group by c.oid
            """;

    private static final double COMPLETE = 0.9999;

    @Override
    public List<Finding> examine(Server server) throws SQLException {
        if (server.row(IS_COPYING).is(0)) {
            return List.of(Finding.danger(
                    AREA,
                    "The widgets are being copied into partitions, or the copy was interrupted: no"
                            + " operation is possible.",
                    "Repeat widgets partition, or return to the old table with widgets partition"
                            + " --cancel."));
        }
        List<Finding> findings = new ArrayList<>();
        for (Row row : server.rows(PARTITIONS)) {
            findings.add(finding(row));
        }
        return findings;
    }

    private static Finding finding(Row row) {
        if (!row.text(0).equals("HASH (serial_number)")) {
            return Finding.warning(
                    AREA,
                    "The table of widgets is partitioned by " + row.text(0)
                            + ", on which nothing was tested.",
                    "Partition it by HASH (serial_number), as widgets partition does.");
        }
        if (Double.parseDouble(row.text(2)) < COMPLETE) {
            return Finding.danger(
                    AREA,
                    "A partition is missing: widgets with some serial numbers cannot be added or"
                            + " found.",
                    "Attach it again with alter table widgets_store.widgets attach partition.");
        }
        if (row.is(3)) {
            return Finding.danger(
                    AREA,
                    "A partition is unlogged, foreign or partitioned itself: its widgets may be"
                            + " lost in a crash.",
                    "Replace it by an ordinary table.");
        }
        return Finding.ok(AREA, "The table of widgets has " + row.text(1) + " hash partitions.");
    }
}
