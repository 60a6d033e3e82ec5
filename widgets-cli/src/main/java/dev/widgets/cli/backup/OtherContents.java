package dev.widgets.cli.backup;

import dev.widgets.cli.connect.ServerConnection;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.Failures;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Finds what else a server of a data folder contains, and a copy of the registry does not. */
final class OtherContents {

    private static final String CONTENTS = """
            with own as (
              select n.oid
              from pg_catalog.pg_namespace n
              where n.nspname not in ('information_schema', 'widgets', 'widgets_admin', 'widgets_store')
                and n.nspname not like 'pg\\_%'
            ), addition as (
              select d.objid
              from pg_catalog.pg_depend d
              where d.deptype = 'e'
            )
            select 'database ' || d.datname
            from pg_catalog.pg_database d
            where not d.datistemplate and d.datname <> current_database()
            union all
            select 'role ' || r.rolname
            from pg_catalog.pg_roles r
            where r.rolname not in (
                current_user, 'widgets_owner', 'web_anon', 'widgets_app', 'authenticator')
              and r.rolname not like 'pg\\_%'
            union all
            select 'extension ' || e.extname
            from pg_catalog.pg_extension e
            where e.extname <> 'plpgsql'
            union all
            select 'relation ' || c.oid::regclass
            from pg_catalog.pg_class c
            where c.relnamespace in (select o.oid from own o)
              and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
              and c.oid not in (select a.objid from addition a)
            union all
            select 'function ' || p.oid::regprocedure
            from pg_catalog.pg_proc p
            where p.pronamespace in (select o.oid from own o)
              and p.oid not in (select a.objid from addition a)
            union all
            select 'setting ' || s.name
            from pg_catalog.pg_file_settings s
            where s.sourcefile like '%postgresql.auto.conf'
            order by 1
            """;

    private OtherContents() {}

    /** Returns their kinds and names, such as {@code relation notes}. */
    static List<String> of(ServerConnection server) {
        List<String> contents = new ArrayList<>();
        try (Connection connection = server.dataSource(CommandLimits.LONG).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(CONTENTS)) {
            while (row.next()) {
                contents.add(row.getString(1));
            }
            return contents;
        } catch (SQLException e) {
            throw CommandException.failure(
                    "The data folder cannot be read: " + Failures.describe(e));
        }
    }
}
