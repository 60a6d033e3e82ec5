package dev.widgets;

import dev.widgets.WidgetPartitions.Layout;
import dev.widgets.WidgetPartitions.State;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads the layout of the table of widgets, and what stands in the way of another one. */
final class PartitionLayout {

    /** The table or, during a copy, the old table and the partitioned one. */
    private static final String LAYOUT = """
            with t as (
              select to_regclass('widgets_store.widgets') as whole,
                to_regclass('widgets_store.widgets_before') as old,
                to_regclass('widgets_store.widgets_partitioned') as new
            ), part as (
              select coalesce(t.whole, t.old)::oid as oid from t
              union
              select r.relid from t, pg_catalog.pg_partition_tree(coalesce(t.whole, t.old)) r
            )
            select (select c.relkind from pg_catalog.pg_class c where c.oid = t.whole),
              (select count(*) from pg_catalog.pg_inherits i where i.inhparent = coalesce(t.new, t.whole)),
              (select coalesce(sum(greatest(c.reltuples, 0)), 0)::bigint
               from part
               join pg_catalog.pg_class c on c.oid = part.oid and c.relkind = 'r'),
              (select coalesce(sum(pg_catalog.pg_total_relation_size(part.oid)), 0)::bigint from part),
              t.old is not null and t.new is not null
            from t
            """;

    private static final String IS_EMPTY =
            "select not exists (select from widgets_store.widgets limit 1)";

    private static final String OWNER = """
            select pg_catalog.pg_get_userbyid(c.relowner), pg_catalog.pg_has_role(c.relowner, 'usage')
            from pg_catalog.pg_class c
            where c.oid = coalesce(
              to_regclass('widgets_store.widgets'),
              to_regclass('widgets_store.widgets_before'))
            """;

    /** What a new table would lose. */
    private static final String ADDITIONS = """
            with t as (select 'widgets_store.widgets'::regclass as oid)
            select 'trigger ' || g.tgname
            from t join pg_catalog.pg_trigger g on g.tgrelid = t.oid and not g.tgisinternal
            union all
            select 'rule ' || r.rulename
            from t join pg_catalog.pg_rewrite r on r.ev_class = t.oid
            union all
            select 'constraint ' || c.conname
            from t join pg_catalog.pg_constraint c on t.oid in (c.conrelid, c.confrelid)
            where c.contype in ('c', 'f', 'u', 'x')
            union all
            select 'index ' || x.relname
            from t
            join pg_catalog.pg_index i on i.indrelid = t.oid and not i.indisprimary
            join pg_catalog.pg_class x on x.oid = i.indexrelid
            union all
            select distinct 'view ' || r.ev_class::regclass
            from t
            join pg_catalog.pg_depend d
              on d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid = t.oid
              and d.classid = 'pg_catalog.pg_rewrite'::regclass
            join pg_catalog.pg_rewrite r on r.oid = d.objid
            where r.ev_class not in ('widgets.widgets'::regclass, 'widgets.slots'::regclass, t.oid)
            union all
            select 'publication ' || p.pubname
            from t
            join pg_catalog.pg_publication_rel r on r.prrelid = t.oid
            join pg_catalog.pg_publication p on p.oid = r.prpubid
            union all
            select 'row level security'
            from t join pg_catalog.pg_class c on c.oid = t.oid and c.relrowsecurity
            """;

    private static final String SERVICES = """
            select a.application_name || ' (process ' || a.pid || ')'
            from pg_catalog.pg_stat_activity a
            where a.datname = pg_catalog.current_database()
              and pg_catalog.starts_with(a.application_name, 'widgets serve')
            order by a.pid
            limit 3
            """;

    /** The sessions that hold a lock on the table or on a view. */
    private static final String HOLDERS = """
            select distinct coalesce(nullif(a.application_name, ''), 'a session') || ' (process ' || l.pid || ')'
            from pg_catalog.pg_locks l
            left join pg_catalog.pg_stat_activity a on a.pid = l.pid
            where l.granted
              and l.pid <> pg_catalog.pg_backend_pid()
              and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = current_database())
              and l.relation in (
                to_regclass('widgets_store.widgets'), to_regclass('widgets_store.widgets_before'),
                to_regclass('widgets.widgets'), to_regclass('widgets.slots'))
            limit 3
            """;

    private PartitionLayout() {}

    static Layout read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LAYOUT)) {
            row.next();
            String kind = row.getString(1);
            boolean isCopying = kind == null && row.getBoolean(5);
            if (kind == null && !isCopying) {
                throw new SchemaException(
                        "There is no table of widgets in the database: run widgets migrate, or"
                                + " WidgetSchema.migrate().",
                        null);
            }
            State state =
                    isCopying ? State.COPYING : "p".equals(kind) ? State.PARTITIONED : State.WHOLE;
            return new Layout(
                    state,
                    row.getInt(2),
                    !isCopying && isEmpty(connection),
                    row.getLong(3),
                    row.getLong(4));
        }
    }

    static boolean isEmpty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(IS_EMPTY)) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Refuses a user who may not replace the table. A table that does not exist has no owner. */
    static void requireOwner(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(OWNER)) {
            if (row.next() && !row.getBoolean(2)) {
                throw failed("only the owner of the table of widgets, the role " + row.getString(1)
                        + ", may divide it. Connect as the owner, as a member of it or as a"
                        + " superuser.");
            }
        }
    }

    static void refuseAdditions(Connection connection) throws SQLException {
        List<String> additions = texts(connection, ADDITIONS);
        // they are created again
        WidgetIndexes.names().forEach(name -> additions.remove("index " + name));
        if (!additions.isEmpty()) {
            throw failed("the table of widgets has additions that a partitioned table would lose: "
                    + String.join(", ", additions) + ". Drop them first.");
        }
    }

    static void refuseServices(Connection connection) throws SQLException {
        List<String> services = texts(connection, SERVICES);
        if (!services.isEmpty()) {
            throw failed("the registry cannot be used while its widgets are copied, but services"
                    + " are connected: " + String.join(", ", services) + ". Stop them first.");
        }
    }

    /** Returns the exception for a table that other sessions use. */
    static FailedException inUse(Connection connection, SQLException cause) throws SQLException {
        List<String> holders = texts(connection, HOLDERS);
        return new FailedException(
                "Nothing was done: other sessions use the table of widgets"
                        + (holders.isEmpty() ? "" : ": " + String.join(", ", holders))
                        + ". Stop the services and end these sessions, then repeat it.",
                true,
                cause);
    }

    private static FailedException failed(String reason) {
        return new FailedException("Nothing was done: " + reason, false, null);
    }

    /** Returns the first column of all rows. */
    static List<String> texts(Connection connection, String sql, String... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                List<String> texts = new ArrayList<>();
                while (row.next()) {
                    texts.add(row.getString(1));
                }
                return texts;
            }
        }
    }
}
