package dev.widgets.cli.doctor;

import dev.widgets.SchemaException;
import dev.widgets.WidgetException;
import dev.widgets.WidgetSchema;
import java.sql.SQLException;
import java.util.List;

/** Whether the schema is there, of this release, and was made by the scripts of this library. */
final class ReleaseCheck implements Check {

    private static final String AREA = "schema";

    private static final String HISTORY = """
            select pg_catalog.has_schema_privilege(n.oid, 'usage')
              and pg_catalog.has_table_privilege(c.oid, 'select')
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'widgets_store' and c.relname = 'schema_history'
            """;

    private final WidgetSchema schema;

    ReleaseCheck(WidgetSchema schema) {
        this.schema = schema;
    }

    @Override
    public List<Finding> examine(Server server) throws SQLException {
        try {
            schema.validate();
        } catch (SchemaException e) {
            return List.of(Finding.danger(
                    AREA,
                    String.valueOf(e.getMessage()),
                    "Do as it says, then run widgets doctor."));
        } catch (WidgetException e) {
            return List.of(Finding.note(
                    AREA,
                    "The release cannot be read: " + e.getMessage(),
                    "Connect as a member of widgets_app or of the owner."));
        }
        List<Row> history = server.rows(HISTORY);
        if (history.isEmpty()) {
            return List.of(Finding.warning(
                    AREA,
                    "The schema has no history of migrations: it was installed by its files, and this"
                            + " library cannot bring it to a later release.",
                    "Install by widgets migrate, or by what widgets migrate --print prints."));
        }
        String release = "The schema is of release " + WidgetSchema.RELEASE;
        return List.of(
                history.get(0).is(0)
                        ? Finding.ok(AREA, release + ", and its history is that of this version.")
                        : Finding.note(
                                AREA,
                                release + "; you may not see the history of its migrations.",
                                "Connect as the owner or a member of it to have it compared."));
    }
}
