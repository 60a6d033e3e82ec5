package dev.widgets.cli.doctor;

import dev.widgets.CitusFunctions;
import dev.widgets.InstalledSchema;
import dev.widgets.WidgetHistory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Checks that all functions and views match the release. */
final class FunctionsCheck implements Check {

    private static final String AREA = "schema";
    private static final String REMEDY =
            "Find out who changed it, then put it back, with its grants: widgets migrate --repair";

    private static final String FUNCTIONS = """
            select p.oid::regprocedure::text, p.prosrc, p.prosecdef, p.provolatile,
              pg_catalog.array_to_string(p.proconfig, ' '), l.lanname
            from pg_catalog.pg_proc p
            join pg_catalog.pg_namespace n on n.oid = p.pronamespace
            join pg_catalog.pg_language l on l.oid = p.prolang
            where n.nspname in ('widgets', 'widgets_admin', 'widgets_store')
            order by 1
            """;

    private static final String VIEWS = """
            select c.oid::regclass::text, pg_catalog.pg_get_viewdef(c.oid), c.reloptions
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('widgets', 'widgets_admin', 'widgets_store')
              and c.relkind = 'v'
            order by 1
            """;

    @Override
    public List<Finding> examine(Server server) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        UnaryOperator<String> form = form(server.connection());
        Map<String, ReleasedSql.Function> functions = ReleasedSql.functions(form);
        int functionCount = functions.size();
        List<String> unknown = new ArrayList<>();
        for (Row row : server.rows(FUNCTIONS)) {
            ReleasedSql.Function released = functions.remove(row.text(0).replace(" ", ""));
            if (released == null) {
                unknown.add(row.text(0));
            } else {
                examine(row, released, findings);
            }
        }
        long earlier = unknown.size();
        if (earlier > 0) {
            Set<String> names = ReleaseCheck.namesSinceInstallation(server);
            unknown.removeIf(name ->
                    names.contains(name.replaceFirst("^widgets_store\\.(\\w+)\\(.*", "$1")));
            earlier -= unknown.size();
        }
        unknown.forEach(name -> findings.add(unknown("The function " + name)));
        functions.keySet().forEach(name -> findings.add(missing("function " + name)));

        Map<String, String> views = ReleasedSql.views(form);
        int viewCount = views.size();
        for (Row row : server.rows(VIEWS)) {
            examineView(row, views.remove(row.text(0)), findings);
        }
        views.keySet().forEach(name -> findings.add(missing("view " + name)));
        if (findings.isEmpty()) {
            findings.add(Finding.ok(
                    AREA,
                    "All " + functionCount + " functions and " + viewCount
                            + " views match the release."));
        }
        if (earlier > 0) {
            findings.add(Finding.ok(
                    AREA,
                    earlier + " functions of the previous release remain for its last calls. The"
                            + " next release removes them."));
        }
        return findings;
    }

    private static UnaryOperator<String> form(Connection connection) throws SQLException {
        if (WidgetHistory.isRecording(connection)) {
            return WidgetHistory::recording;
        }
        return InstalledSchema.isDistributed(connection)
                ? CitusFunctions::adapted
                : UnaryOperator.identity();
    }

    private static void examine(Row row, ReleasedSql.Function released, List<Finding> to) {
        String name = "The function " + row.text(0);
        if (!row.text(1).equals(released.source())) {
            to.add(Finding.danger(
                    AREA,
                    name + " differs from the release: its body was changed, so the rules may"
                            + " not be enforced.",
                    REMEDY));
        }
        boolean attributes = row.is(2) == released.definer()
                && row.text(3).equals(released.volatility())
                && row.text(4).equals(released.settings())
                && row.text(5).equals("plpgsql");
        if (!attributes) {
            to.add(Finding.danger(
                    AREA,
                    name + " was altered: its security, volatility, language or settings differ"
                            + " from the release.",
                    REMEDY));
        }
    }

    private static void examineView(Row row, @Nullable String released, List<Finding> to) {
        String name = "The view " + row.text(0);
        if (released == null) {
            to.add(unknown(name));
        } else if (!ReleasedSql.normalized(row.text(1)).equals(released)
                || !row.text(2).isEmpty()) {
            to.add(Finding.danger(
                    AREA,
                    name + " differs from the release: its query or options were changed.",
                    REMEDY));
        }
    }

    private static Finding missing(String what) {
        return Finding.danger(
                AREA,
                "The " + what + " is missing.",
                "Put it back: widgets migrate --repair --roles");
    }

    private static Finding unknown(String name) {
        return Finding.warning(
                AREA,
                name
                        + " is not part of this release. Objects in the schema widgets are"
                        + " exposed over HTTP and may conflict with the next migration.",
                "Move it to another schema, or drop it.");
    }
}
