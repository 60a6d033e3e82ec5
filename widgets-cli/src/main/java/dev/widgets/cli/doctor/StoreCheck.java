package dev.widgets.cli.doctor;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that tables, constraints and types match the release, without additions. */
final class StoreCheck implements Check {

    private static final String AREA = "schema";

    /** Citus hides its shards in pg_class, but not their constraints. */
    private static final String CONSTRAINTS = """
            select c.conname, c.convalidated, c.contype = 'f'
            from pg_catalog.pg_constraint c
            join pg_catalog.pg_namespace n on n.oid = c.connamespace
            where n.nspname in ('widgets', 'widgets_admin', 'widgets_store')
              and c.contype in ('p', 'u', 'c', 'f', 'x')
              and c.conparentid = 0
              and c.conname <> 'schema_history_pk'
              and (c.conrelid = 0 or exists (select 1 from pg_catalog.pg_class r where r.oid = c.conrelid))
            order by 1
            """;

    private static final String COLUMNS = """
            select string_agg(pg_catalog.concat_ws(' ', a.attname, pg_catalog.format_type(a.atttypid, null),
              case when a.attname in ('serial_number', 'peers') then col.collname end,
              case when a.attnotnull then 'not null' end), ', ' order by a.attnum)
            from pg_catalog.pg_attribute a
            join pg_catalog.pg_class c on c.oid = a.attrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            left join pg_catalog.pg_collation col on col.oid = a.attcollation
            where n.nspname = 'widgets_store' and c.relname = ? and a.attnum > 0 and not a.attisdropped
            """;

    /** The columns of the table, and of the type in which a batch keeps the rows it has locked. */
    private static final Map<String, String> RELEASED_COLUMNS = Map.of(
            "widgets",
            "serial_number text C not null, name widgets_store.widget_name not null, ports"
                    + " widgets_store.widget_ports not null, peers text[] C not null",
            "locked_widget",
            "ctid tid, serial_number text C, ports text, peers text[] C");

    private static final String LABELS = """
            select pg_catalog.string_agg(e.enumlabel, '' order by e.enumsortorder)
            from pg_catalog.pg_enum e
            join pg_catalog.pg_type t on t.oid = e.enumtypid
            join pg_catalog.pg_namespace n on n.oid = t.typnamespace
            where n.nspname = 'widgets' and t.typname = 'port_type'
            """;

    /** The trigger that Citus adds to each of its tables is not listed. */
    private static final String ADDITIONS = """
            select 'index ' || i.indexrelid::regclass
            from pg_catalog.pg_index i
            join pg_catalog.pg_class c on c.oid = i.indrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            join pg_catalog.pg_class x on x.oid = i.indexrelid
            where n.nspname = 'widgets_store' and c.relname = 'widgets' and not i.indisprimary
              and x.relname not in
                ('widgets_by_name', 'widgets_with_free_p', 'widgets_with_free_q', 'widgets_with_free_r')
            union all
            select 'trigger ' || t.tgname
            from pg_catalog.pg_trigger t
            join pg_catalog.pg_class c on c.oid = t.tgrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'widgets_store' and c.relname = 'widgets'
              and not (t.tgisinternal and t.tgname like 'truncate\\_trigger\\_%')
            union all
            select 'rule ' || r.rulename
            from pg_catalog.pg_rewrite r
            join pg_catalog.pg_class c on c.oid = r.ev_class
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'widgets_store' and c.relname = 'widgets'
            union all
            select 'row level security'
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'widgets_store' and c.relname = 'widgets' and c.relrowsecurity
            """;

    private static final String LEFTOVERS = """
            select c.relname
            from pg_catalog.pg_index i
            join pg_catalog.pg_class c on c.oid = i.indexrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'widgets_store'
              and not i.indisvalid
              and c.relname in
                ('widgets_by_name', 'widgets_with_free_p', 'widgets_with_free_q', 'widgets_with_free_r')
            order by 1
            """;

    @Override
    public List<Finding> examine(Server server) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        constraints(server, findings);
        columns(server, findings);
        if (!server.row(LABELS).text(0).equals("PQR")) {
            findings.add(Finding.danger(
                    AREA,
                    "The port types are not P, Q and R.",
                    "Restore the type widgets.port_type; the functions support no other port"
                            + " types."));
        }
        for (Row row : server.rows(ADDITIONS)) {
            findings.add(Finding.warning(
                    AREA,
                    "The table of widgets has an addition: " + row.text(0)
                            + ". It may halve the throughput or change what is written.",
                    "Drop it, or move it to a copy of the table."));
        }
        for (Row row : server.rows(LEFTOVERS)) {
            findings.add(Finding.warning(
                    AREA,
                    "The optional index " + row.text(0) + " is invalid: an interrupted command has"
                            + " left it. It slows down operations and is not used.",
                    "Repeat widgets index add, or drop it with widgets index remove."));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(AREA, "Tables, constraints and types match the release."));
        }
        return findings;
    }

    private static void columns(Server server, List<Finding> to) throws SQLException {
        for (Map.Entry<String, String> released : RELEASED_COLUMNS.entrySet()) {
            String columns = server.row(COLUMNS, released.getKey()).text(0);
            if (columns.isEmpty()) {
                to.add(Finding.danger(
                        AREA,
                        "widgets_store." + released.getKey() + " is missing.",
                        "Create it again as in the output of widgets migrate --print."));
            } else if (!columns.equals(released.getValue())) {
                to.add(Finding.danger(
                        AREA,
                        "The columns of widgets_store." + released.getKey()
                                + " differ from the release: " + columns + ".",
                        "Restore these columns: " + released.getValue() + "."));
            }
        }
    }

    private static void constraints(Server server, List<Finding> to) throws SQLException {
        Set<String> released = ReleasedSql.constraints();
        for (Row row : server.rows(CONSTRAINTS)) {
            String name = row.text(0);
            if (!released.remove(name)) {
                to.add(Finding.warning(
                        AREA,
                        "The constraint " + name + " is not part of this release"
                                + (row.is(2) ? ", and a foreign key halves the throughput." : "."),
                        "Drop it, unless you know why it exists."));
            } else if (!row.is(1)) {
                to.add(Finding.danger(
                        AREA,
                        "The constraint " + name + " was never validated: existing rows may"
                                + " violate it.",
                        "Run alter table ... validate constraint " + name + "."));
            }
        }
        for (String name : released) {
            to.add(Finding.danger(
                    AREA,
                    "The constraint " + name
                            + " is missing: the table may already contain rows that violate it.",
                    "Create it again as in the output of widgets migrate --print, then run"
                            + " widgets verify."));
        }
    }
}
