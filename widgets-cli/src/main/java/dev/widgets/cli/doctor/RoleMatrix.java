package dev.widgets.cli.doctor;

import dev.widgets.DatabaseError;
import dev.widgets.InstalledSchema;
import dev.widgets.RoleNames;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks the privileges of the roles. They are looked up, including inherited ones. If the current
 * user may switch to a role, the functions are also called as that role, with arguments that the
 * rules refuse.
 */
final class RoleMatrix implements Check {

    private static final String AREA = "roles";

    /** Effective privileges: a function cannot be called without usage on its schema. */
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

    /**
     * Calls that the rules refuse because of their arguments, if the role may execute the function.
     */
    private static final Map<String, String> TRIALS = new TreeMap<>(Map.of(
            "widgets.add_widget", "select widgets.add_widget(null, null, null)",
            "widgets.remove_widget", "select widgets.remove_widget('')",
            "widgets.rename_widget", "select widgets.rename_widget('', null)",
            "widgets.associate_widgets", "select widgets.associate_widgets('', '', null)",
            "widgets.remove_association", "select widgets.remove_association('', '', null)",
            "widgets.get_widget", "select widgets.get_widget('')"));

    /** Functions that act with the privileges of a role that their caller may switch to. */
    private static final Set<String> FOR_HOSTS =
            Set.of("widgets_admin.release", "widgets_admin.apply", "widgets_admin.find_widgets");

    private static final Set<String> FOR_SERVICES = Set.of(
            "widgets_admin.claim_key", "widgets_admin.keep_answer", "widgets_admin.forget_keys");

    /** The view that nobody may read unless an operator has granted it. */
    private static final String HISTORY = "widgets.history";

    private static final String BECOME = "select pg_catalog.pg_has_role(?, ?, 'member')";

    /** Where it is distributed, whoever reads a view needs the privilege on the nodes. */
    private static final String TABLE = "widgets_store.widgets";

    private final RoleNames names;
    private boolean distributed;

    RoleMatrix(RoleNames names) {
        this.names = names;
    }

    @Override
    public List<Finding> examine(Server server) throws SQLException {
        distributed = InstalledSchema.isDistributed(server.connection());
        List<Finding> findings = new ArrayList<>();
        findings.addAll(role(server, names.anonymous(), "call the functions of the API"));
        findings.addAll(role(
                server,
                names.application(),
                "call the functions of the API, send batches and read its views"));
        findings.addAll(role(
                server,
                names.authenticator(),
                "switch to " + names.anonymous() + " and act for" + " it"));
        if (!server.row(BECOME, names.authenticator(), names.anonymous()).is(0)) {
            findings.add(Finding.warning(
                    AREA,
                    names.authenticator() + " may not switch to " + names.anonymous() + ".",
                    "Run widgets roles."));
        }
        return findings;
    }

    private List<Finding> role(Server server, String role, String rights) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Row row : server.rows(PRIVILEGES, role, role, role)) {
            boolean expected = isExpected(role, row.text(0), row.text(1), row.text(2));
            boolean granted = row.text(0).equals(HISTORY) && row.text(1).equals("select");
            if (row.is(3) && !expected && !granted) {
                findings.add(Finding.danger(
                        AREA,
                        role + " may " + row.text(1) + " " + row.text(0)
                                + ", which is more than the release grants.",
                        "Revoke this privilege, or the membership that it is inherited from."));
            } else if (!row.is(3) && expected) {
                missing.add(row.text(1) + " " + row.text(0));
            }
        }
        if (!missing.isEmpty()) {
            findings.add(missing(role, missing));
        }
        String how = tried(server, role, findings);
        if (findings.isEmpty()) {
            findings.add(Finding.ok(
                    AREA, role + " may " + rights + ", and nothing else (" + how + ")."));
        }
        return findings;
    }

    /** One finding for all of them, because one command grants them. */
    private static Finding missing(String role, List<String> privileges) {
        int more = privileges.size() - 1;
        String others = more == 0
                ? "."
                : "; " + (more == 1 ? "1 more privilege is" : more + " more privileges are")
                        + " missing.";
        return Finding.warning(
                AREA,
                role + " may not " + privileges.get(0) + others,
                "Run widgets roles, as after each migration.");
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
        boolean readable = (api && !name.equals(HISTORY)) || (distributed && name.equals(TABLE));
        return privilege.equals("select") && readable && application;
    }

    /** Calls the functions as the role, unless the current user may not switch to it. */
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
                                    + " in practice, although its grants say otherwise.",
                            "The owner of the functions may lack access to widgets_store: run"
                                    + " widgets roles."));
                }
            } catch (SQLException e) {
                return "looked up, but not tested: the current user may not switch to this role";
            }
        }
        return "tested";
    }
}
