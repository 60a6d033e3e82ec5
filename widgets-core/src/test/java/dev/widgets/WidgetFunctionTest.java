package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@link WidgetFunction} says what the SQL says. */
@Tag("once")
class WidgetFunctionTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @Test
    void the_functions_and_their_arguments_are_those_of_the_catalogue() throws SQLException {
        assertThat(Arrays.stream(WidgetFunction.values())
                        .map(function -> function.signature() + "|"
                                + function.arguments().stream()
                                        .map(WidgetFunction.Argument::sqlName)
                                        .collect(Collectors.joining(" "))
                                + "|" + (function.writes() ? "v" : "s")
                                + "|"
                                + function.arguments().stream()
                                        .filter(WidgetFunction.Argument::isOptional)
                                        .count()))
                .containsExactlyInAnyOrderElementsOf(database.query("""
                        select p.oid::regprocedure, array_to_string(p.proargnames[1:p.pronargs], ' '),
                          p.provolatile, p.pronargdefaults
                        from pg_proc p
                        where p.pronamespace = 'widgets'::regnamespace"""));
    }

    @Test
    void a_function_that_writes_returns_its_message() throws SQLException {
        try (Connection connection = database.connect()) {
            WidgetFunctions functions = new WidgetFunctions(connection);
            assertThat(functions.add("a", "", "P"))
                    .isEqualTo(functions.add("b", "", "P"))
                    .isEqualTo(WidgetFunction.ADD_WIDGET.message().orElseThrow());
            assertThat(functions.associate("a", "b", "P"))
                    .isEqualTo(WidgetFunction.ASSOCIATE_WIDGETS.message().orElseThrow());
            assertThat(functions.dissociate("a", "b", "P"))
                    .isEqualTo(WidgetFunction.REMOVE_ASSOCIATION.message().orElseThrow());
            assertThat(functions.rename("a", "valve"))
                    .isEqualTo(WidgetFunction.RENAME_WIDGET.message().orElseThrow());
            assertThat(functions.remove("a"))
                    .isEqualTo(WidgetFunction.REMOVE_WIDGET.message().orElseThrow());
            assertThat(WidgetFunction.GET_WIDGET.message()).isEmpty();
        }
        database.empty();
    }

    @Test
    void a_function_is_found_by_its_name() {
        assertThat(WidgetFunction.ofSqlName("associate_widgets"))
                .hasValue(WidgetFunction.ASSOCIATE_WIDGETS);
        assertThat(WidgetFunction.ofSqlName("associate")).isEmpty();
        assertThat(WidgetFunction.Argument.ofSqlName("ports"))
                .hasValue(WidgetFunction.Argument.PORTS);
        assertThat(WidgetFunction.Argument.ofSqlName("PORTS")).isEmpty();
    }
}
