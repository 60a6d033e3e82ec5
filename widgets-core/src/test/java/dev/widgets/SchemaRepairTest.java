package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Released functions are put back by a repair. */
@Tag("matrix")
class SchemaRepairTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.withoutSchema();

    private final WidgetSchema schema = WidgetSchema.over(database.dataSource());

    @BeforeEach
    void nothing() throws SQLException {
        database.dropSchemas();
    }

    @Test
    void repair_puts_back_what_was_altered_or_dropped_and_nothing_else() throws SQLException {
        schema.migrate();
        WidgetRepository.over(database.dataSource()).add("a", "", Ports.parse("P"));
        String before = function("widgets.add_widget");
        database.execute("""
                create or replace function widgets.add_widget(serial_number text, name text,
                    ports widgets.port_type[]) returns text language plpgsql as 'begin end';
                alter function widgets.get_widget(text) reset search_path;
                drop function widgets_admin.release();
                drop view widgets.slots cascade;
                """);
        assertThat(schema.repair())
                .containsExactly(
                        "widgets.add_widget(text,text,widgets.port_type[])",
                        "widgets.get_widget(text)",
                        "widgets.slots",
                        "widgets_admin.release()");
        assertThat(function("widgets.add_widget")).isEqualTo(before);
        schema.validate();
        assertThat(schema.repair()).isEmpty();
        assertThat(WidgetRepository.over(database.dataSource()).count().widgets())
                .isEqualTo(1);
    }

    @Test
    void repair_is_refused_on_another_release_and_without_a_schema() throws SQLException {
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(schema::repair)
                .withMessageContaining("no schema of widgets");
        schema.migrate();
        database.execute(WidgetSchemaTest.NEWER_RELEASE);
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(schema::repair)
                .withMessageContaining("newer than this library");
        nothing();
        database.execute(UpgradeTest.resource(UpgradeTest.RELEASE_1));
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(schema::repair)
                .withMessageContaining("widgets migrate");
    }

    private String function(String name) throws SQLException {
        return database.query("select prosrc from pg_proc where oid = '" + name + "'::regproc")
                .toString();
    }
}
