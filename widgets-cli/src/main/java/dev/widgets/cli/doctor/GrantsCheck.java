package dev.widgets.cli.doctor;

import dev.widgets.RoleNames;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Checks that all objects have one owner and that no grants exist except those of roles.sql. */
final class GrantsCheck implements Check {

    private static final String AREA = "grants";

    /** All objects that have an owner and an access control list, including columns. */
    private static final String OBJECTS = """
            with namespace as (
              select n.oid, n.nspname, n.nspowner, n.nspacl
              from pg_catalog.pg_namespace n
              where n.nspname in ('widgets', 'widgets_admin', 'widgets_store')
            ), object (name, schema, owner, acl) as (
              select 'schema ' || n.nspname, n.nspname::text, n.nspowner, n.nspacl
              from namespace n
              union all
              select c.oid::regclass::text, n.nspname, c.relowner, c.relacl
              from pg_catalog.pg_class c
              join namespace n on n.oid = c.relnamespace
              where c.relkind in ('r', 'p', 'v')
              union all
              select a.attrelid::regclass || '.' || a.attname, n.nspname, c.relowner, a.attacl
              from pg_catalog.pg_attribute a
              join pg_catalog.pg_class c on c.oid = a.attrelid
              join namespace n on n.oid = c.relnamespace
              where a.attacl is not null
              union all
              select p.oid::regprocedure::text, n.nspname, p.proowner,
                coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))
              from pg_catalog.pg_proc p
              join namespace n on n.oid = p.pronamespace
            )
            """;

    private static final String OWNERS = OBJECTS + """
            select o.name, pg_catalog.pg_get_userbyid(o.owner), pg_catalog.pg_get_userbyid(s.owner)
            from object o
            join object s on s.name = 'schema widgets_store'
            where o.owner <> s.owner
            order by 1
            """;

    /** One row for each role, because one command or decision is behind all of its grants. */
    private static final String GRANTS = OBJECTS + """
            , granted as (
              select o.name, pg_catalog.lower(g.privilege_type) as privilege,
                g.grantee = 0 or o.schema = 'widgets_store' as dangerous,
                case g.grantee when 0 then 'PUBLIC' else pg_catalog.pg_get_userbyid(g.grantee) end as grantee
              from object o
              cross join lateral pg_catalog.aclexplode(o.acl) g
              where g.grantee <> o.owner
                and not (o.name = 'widgets.history' and g.privilege_type = 'SELECT' and g.grantee <> 0)
                and not (pg_catalog.pg_get_userbyid(g.grantee) = any (?::text[]) and not g.is_grantable)
            )
            select g.grantee, g.dangerous, count(*) - 1,
              (pg_catalog.array_agg(g.privilege || ' on ' || g.name order by g.name, g.privilege))[1]
            from granted g
            group by g.grantee, g.dangerous
            order by g.dangerous desc, g.grantee
            """;

    private final RoleNames names;

    GrantsCheck(RoleNames names) {
        this.names = names;
    }

    @Override
    public List<Finding> examine(Server server) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (Row row : server.rows(OWNERS)) {
            findings.add(Finding.warning(
                    AREA,
                    row.text(0) + " is owned by " + row.text(1) + ", but the schemas are owned by "
                            + row.text(2) + ".",
                    "Run widgets roles, which makes one role the owner of all objects."));
        }
        Object known = server.connection().createArrayOf("text", new String[] {
            names.owner(), names.anonymous(), names.application(), names.authenticator()
        });
        for (Row row : server.rows(GRANTS, known)) {
            findings.add(grant(row));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(
                    AREA, "All objects have one owner, and all grants match the release."));
        }
        return findings;
    }

    private static Finding grant(Row row) {
        long more = row.number(2);
        String others = more == 0
                ? "."
                : " and " + (more == 1 ? "1 more privilege." : more + " more privileges.");
        String what = row.text(0) + " was granted " + row.text(3) + others;
        String remedy = "Revoke it; to give a service access, grant it the role of applications.";
        return row.is(1)
                ? Finding.danger(
                        AREA, what + " It can bypass the rules or the separation of roles.", remedy)
                : Finding.warning(AREA, what + " This is not part of the release.", remedy);
    }
}
