package dev.widgets.cli.doctor;

import dev.widgets.InstalledSchema;
import dev.widgets.SchemaException;
import dev.widgets.WidgetException;
import dev.widgets.WidgetSchema;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks that the schema exists, has the release of this library, and was created by its
 * migrations.
 */
final class ReleaseCheck implements Check {

    private static final String AREA = "schema";

    private static final String HISTORY = """
            select pg_catalog.has_schema_privilege(n.oid, 'usage')
              and pg_catalog.has_table_privilege(c.oid, 'select')
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'widgets_store' and c.relname = 'schema_history'
            """;

    /** The names of all functions that a release has had since the installation. */
    private static final String INSTALLED = """
            select pg_catalog.substr(script, 4, pg_catalog.length(script) - 7)
            from widgets_store.schema_history
            where version is null
            """;

    private final WidgetSchema schema;

    ReleaseCheck(WidgetSchema schema) {
        this.schema = schema;
    }

    /** Returns the names of the functions of this and earlier releases, none if unknown. */
    static Set<String> namesSinceInstallation(Server server) throws SQLException {
        List<Row> history = server.rows(HISTORY);
        return history.isEmpty() || !history.get(0).is(0)
                ? Set.of()
                : server.rows(INSTALLED).stream()
                        .map(row -> row.text(0))
                        .collect(Collectors.toSet());
    }

    @Override
    public List<Finding> examine(Server server) throws SQLException {
        try {
            schema.validate();
        } catch (SchemaException e) {
            return List.of(Finding.danger(
                    AREA,
                    String.valueOf(e.getMessage()),
                    "Follow this instruction, then run widgets doctor again."));
        } catch (WidgetException e) {
            return List.of(Finding.note(
                    AREA,
                    "The release cannot be read: " + e.getMessage(),
                    "Connect as a member of widgets_app or of the owner role."));
        }
        InstalledSchema installed = InstalledSchema.read(server.connection());
        if (installed.isNext()) {
            return List.of(Finding.warning(
                    AREA,
                    "The schema has release " + installed.release()
                            + ", which also accepts the calls of this version (release "
                            + WidgetSchema.RELEASE + ").",
                    "Examine it with widgets doctor of the newer version: this one reports what"
                            + " has changed since as altered."));
        }
        List<Row> history = server.rows(HISTORY);
        if (history.isEmpty()) {
            return List.of(Finding.warning(
                    AREA,
                    "The schema has no migration history: it was installed from its SQL files,"
                            + " and this library cannot migrate it to a later release.",
                    "Install the schema with widgets migrate or with the output of widgets"
                            + " migrate --print."));
        }
        String release = "The schema has release " + WidgetSchema.RELEASE;
        return List.of(
                history.get(0).is(0)
                        ? Finding.ok(
                                AREA,
                                release + ", and its migration history matches this" + " version.")
                        : Finding.note(
                                AREA,
                                release + "; the current user may not read its migration history.",
                                "Connect as a member of the owner role to compare the history."));
    }
}
