package dev.widgets.cli.doctor;

import dev.widgets.InstalledSchema;
import dev.widgets.RoleNames;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Checks that the roles of least privilege exist and have no other attributes. */
final class RolesCheck implements Check {

    private static final String AREA = "roles";

    private static final String ROLE = """
            select r.rolcanlogin, r.rolinherit,
              r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolbypassrls
            from pg_catalog.pg_roles r
            where r.rolname = ?
            """;

    private static final String SUPERUSERS = """
            select a.usename, count(*)
            from pg_catalog.pg_stat_activity a
            join pg_catalog.pg_roles r on r.rolname = a.usename
            where r.rolsuper
              and a.datname = pg_catalog.current_database()
              and a.application_name like 'widgets%'
              and a.pid <> pg_catalog.pg_backend_pid()
            group by a.usename
            order by a.usename
            """;

    private final RoleNames names;

    RolesCheck(RoleNames names) {
        this.names = names;
    }

    @Override
    public List<Finding> examine(Server server) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        boolean distributed = InstalledSchema.isDistributed(server.connection());
        for (String name : List.of(
                names.owner(), names.anonymous(), names.application(), names.authenticator())) {
            List<Row> rows = server.rows(ROLE, name);
            if (rows.isEmpty()) {
                missing.add(name);
            } else {
                findings.addAll(attributes(name, rows.get(0), distributed));
            }
        }
        if (!missing.isEmpty()) {
            findings.add(Finding.note(
                    AREA,
                    "Missing roles: " + String.join(", ", missing)
                            + ". Without them, services must log in as the owner, who"
                            + " can bypass the rules.",
                    "Run widgets roles, or name the roles that you use: widgets doctor"
                            + " --owner ..."));
        } else {
            findings.addAll(new RoleMatrix(names).examine(server));
        }
        for (Row row : server.rows(SUPERUSERS)) {
            findings.add(Finding.note(
                    AREA,
                    "widgets is logged in as the superuser " + row.text(0) + " in " + row.text(1)
                            + " other sessions: if this is a service, it can bypass the rules.",
                    "Log in as a separate user that is a member of " + names.application() + "."));
        }
        return findings;
    }

    private List<Finding> attributes(String name, Row role, boolean distributed) {
        List<Finding> findings = new ArrayList<>();
        if (role.is(2)) {
            findings.add(Finding.danger(
                    AREA,
                    name
                            + " is a superuser, or may create roles or databases, replicate, or"
                            + " bypass row level security.",
                    "alter role " + name
                            + " nosuperuser nocreaterole nocreatedb noreplication nobypassrls."));
        }
        boolean authenticator = name.equals(names.authenticator());
        // the functions connect from node to node as the owner
        boolean mustLogIn = authenticator || (distributed && name.equals(names.owner()));
        if (mustLogIn && !authenticator && !role.is(0)) {
            findings.add(Finding.danger(
                    AREA,
                    name + " may not log in, so the functions cannot connect to other nodes.",
                    "Run widgets roles."));
        }
        if (role.is(0) && !mustLogIn) {
            findings.add(Finding.warning(
                    AREA,
                    name + " may log in: its password would give access to all of its privileges.",
                    "alter role " + name + " nologin, and grant it to users instead."));
        }
        if (authenticator && role.is(1)) {
            findings.add(Finding.warning(
                    AREA,
                    name + " inherits the privileges of the roles that it should have to switch"
                            + " to.",
                    "alter role " + name + " noinherit."));
        }
        return findings;
    }
}
