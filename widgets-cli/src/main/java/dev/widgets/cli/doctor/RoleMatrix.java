package dev.widgets.cli.doctor;

import dev.widgets.DatabaseError;
import dev.widgets.RoleNames;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who may do what. What a role may do is looked up, memberships included, and the functions are
 * called in its name where this user may become it, so that nothing is done.
 */
final class RoleMatrix implements Check {

    private static final String AREA = "roles";

    /** Effective: a function is worth nothing without its schema. */
    private static final String PRIVILEGES = """
            select p.oid::regprocedure::text, 'execute', n.nspname,
              pg_catalog.has_function_privilege(r.oid, p.oid, 'execute')
                and pg_catalog.has_schema_privilege(r.oid, n.oid, 'usage')
            from pg_catalog.pg_proc p
            join pg_catalog.pg_namespace n on n.oid = p.pronamespace
            join pg_catalog.pg_roles r on r.rolname = ?
            where n.nspname in ('widgets', 'widgets_admin', 'widgets_store')
            union all
            select c.oid::regclass::text, v.privilege, n.nspname,
              pg_catalog.has_table_privilege(r.oid, c.oid, v.privilege)
                and pg_catalog.has_schema_privilege(r.oid, n.oid, 'usage')
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            join pg_catalog.pg_roles r on r.rolname = ?
            cross join (values ('select'), ('insert'), ('update'), ('delete'), ('truncate')) v (privilege)
            where n.nspname in ('widgets', 'widgets_admin', 'widgets_store')
              and c.relkind in ('r', 'p', 'v')
            union all
            select 'schema ' || n.nspname, 'create', n.nspname,
              pg_catalog.has_schema_privilege(r.oid, n.oid, 'create')
            from pg_catalog.pg_namespace n
            join pg_catalog.pg_roles r on r.rolname = ?
            where n.nspname in ('widgets', 'widgets_admin', 'widgets_store')
            order by 1, 2
            """;

    /** Each is refused by the rules for what it is given, once it may be called at all. */
    private static final Map<String, String> TRIALS = new TreeMap<>(Map.of(
            "widgets.add_widget", "select widgets.add_widget(null, null, null)",
            "widgets.remove_widget", "select widgets.remove_widget('')",
            "widgets.associate_widgets", "select widgets.associate_widgets('', '', null)",
            "widgets.remove_association", "select widgets.remove_association('', '', null)",
            "widgets.get_widget", "select widgets.get_widget('')"));

    /** They act for roles that their user may become, as far as those may. */
    private static final Set<String> FOR_HOSTS =
            Set.of("widgets_admin.release", "widgets_admin.apply", "widgets_admin.find_widgets");

    private static final Set<String> FOR_SERVICES = Set.of(
            "widgets_admin.claim_key", "widgets_admin.keep_answer", "widgets_admin.forget_keys");

    private static final String BECOME = "select pg_catalog.pg_has_role(?, ?, 'member')";

    private final RoleNames names;

    RoleMatrix(RoleNames names) {
        this.names = names;
    }

    @Override
    public List<Finding> examine(Server server) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(role(server, names.anonymous(), "call the functions of the API"));
        findings.addAll(role(
                server,
                names.application(),
                "call the functions of the API, send batches and read its views"));
        findings.addAll(role(
                server, names.authenticator(), "become " + names.anonymous() + ", and act for it"));
        if (!server.row(BECOME, names.authenticator(), names.anonymous()).is(0)) {
            findings.add(Finding.warning(
                    AREA,
                    names.authenticator() + " may not become " + names.anonymous() + ".",
                    "Run widgets roles."));
        }
        return findings;
    }

    private List<Finding> role(Server server, String role, String rights) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (Row row : server.rows(PRIVILEGES, role, role, role)) {
            boolean expected = isExpected(role, row.text(0), row.text(1), row.text(2));
            if (row.is(3) && !expected) {
                findings.add(Finding.danger(
                        AREA,
                        role + " may " + row.text(1) + " " + row.text(0)
                                + ", which is not its right.",
                        "Revoke that, or the membership that it comes from."));
            } else if (!row.is(3) && expected) {
                findings.add(Finding.warning(
                        AREA,
                        role + " may not " + row.text(1) + " " + row.text(0) + ".",
                        "Run widgets roles; it is to be run after each migration."));
            }
        }
        String how = tried(server, role, findings);
        if (findings.isEmpty()) {
            findings.add(Finding.ok(
                    AREA, role + " may " + rights + ", and nothing else (" + how + ")."));
        }
        return findings;
    }

    private boolean isExpected(String role, String name, String privilege, String schema) {
        boolean application = role.equals(names.application());
        boolean service = role.equals(names.authenticator());
        boolean api = schema.equals("widgets");
        if (privilege.equals("execute")) {
            String function = name.substring(0, name.indexOf('('));
            return (api && !service)
                    || ((application || service) && FOR_HOSTS.contains(function))
                    || (service && FOR_SERVICES.contains(function));
        }
        return privilege.equals("select") && api && application;
    }

    /** Calls the functions as the role; they are looked up only where this user may not. */
    private String tried(Server server, String role, List<Finding> to) {
        boolean expected = !role.equals(names.authenticator());
        for (Map.Entry<String, String> trial : TRIALS.entrySet()) {
            try {
                boolean may = !server.tryAs(role, trial.getValue())
                        .equals(Optional.of(DatabaseError.FORBIDDEN));
                if (may != expected && to.isEmpty()) {
                    to.add(Finding.danger(
                            AREA,
                            role + " may" + (may ? "" : " not") + " call " + trial.getKey()
                                    + " when it is tried, although its grants say otherwise.",
                            "See whether the owner of the functions may use widgets_store: run widgets"
                                    + " roles."));
                }
            } catch (SQLException e) {
                return "looked up; you may not become it to try";
            }
        }
        return "tried";
    }
}
