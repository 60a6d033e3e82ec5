package dev.widgets.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import org.junit.jupiter.api.Test;

class SchemaTest {

    private final CommandDatabase database = CommandDatabase.createEmpty();
    private final Terminal terminal = Terminal.on(database);

    @Test
    void migrate_installs_the_schema_and_says_so_once() {
        Screen first = terminal.run("migrate");
        assertThat(first.err())
                .matches(java.util.regex.Pattern.quote(database.line())
                        + "Applied \\d+ scripts; the schema now has release 2.\n");
        assertThat(first.exitCode()).isZero();

        terminal.run("migrate")
                .shows(0, "", database.line() + "The schema is already up to date (release 2).\n");
        terminal.run("migrate", "--validate")
                .shows(0, "", database.line() + "The schema is valid (release 2).\n");
        terminal.run("add", "W-1", "pump", "P")
                .shows(0, "", database.line() + "Added W-1, ports P.\n");
    }

    @Test
    void migrate_repair_puts_functions_back_and_names_them() {
        terminal.run("migrate");
        terminal.run("migrate", "--repair")
                .shows(
                        0,
                        "",
                        database.line() + "All functions and views are those of release 2.\n");
        database.execute("drop function widgets.remove_widget(text)");
        terminal.run("migrate", "--repair")
                .shows(
                        0,
                        "",
                        database.line()
                                + "Put back widgets.remove_widget(text). Grant their privileges again"
                                + " with: widgets roles\n");
    }

    @Test
    void migrate_validate_says_what_to_do_where_there_is_no_schema() {
        terminal.run("migrate", "--validate")
                .shows(
                        1,
                        "",
                        database.line()
                                + "widgets: There is no schema of widgets in the database: run widgets"
                                + " migrate, or WidgetSchema.migrate().\n");
    }

    @Test
    void commands_say_what_to_do_where_there_is_no_schema() {
        for (String[] command : new String[][] {{"show", "W-1"}, {"list"}, {"stats"}, {"verify"}}) {
            Screen screen = terminal.run(command);
            assertThat(screen.err())
                    .startsWith("widgets: Nothing was done: ")
                    .contains("widgets migrate");
            assertThat(screen.out()).isEmpty();
            assertThat(screen.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void migrate_print_connects_to_nothing() {
        Screen screen = new Terminal()
                .with("WIDGETS_URL", "postgresql://127.0.0.1:1/nowhere")
                .run("migrate", "--print");
        screen.shows(0, dev.widgets.WidgetSchema.print(), "");
        assertThat(screen.out()).contains("create or replace function widgets.add_widget(");
    }

    @Test
    void what_migrate_prints_installs_the_schema() {
        database.execute(terminal.run("migrate", "--print").out());

        terminal.run("migrate", "--validate")
                .shows(0, "", database.line() + "The schema is valid (release 2).\n");
    }

    @Test
    void migrate_refuses_both_options_at_once() {
        Screen screen = terminal.run("migrate", "--print", "--validate");
        assertThat(screen.err()).contains("--print, --validate are mutually exclusive");
        assertThat(screen.exitCode()).isEqualTo(2);
    }

    @Test
    void roles_creates_them_under_the_names_that_are_given() {
        terminal.run("migrate");

        terminal.run(
                        "roles",
                        "--owner",
                        "cli_owner",
                        "--anonymous",
                        "cli_anon",
                        "--application",
                        "cli_app",
                        "--authenticator",
                        "cli_auth")
                .shows(
                        0,
                        "",
                        database.line()
                                + "The roles cli_owner, cli_anon, cli_app and cli_auth are set up.\n");

        database.execute("set role cli_app; select widgets.add_widget('W-1', 'pump', '{P}')");
        assertThat(database.widgets().find("W-1")).isPresent();
    }

    @Test
    void roles_refuses_the_same_name_twice() {
        terminal.run("roles", "--owner", "web_anon")
                .shows(
                        2,
                        "",
                        "widgets: The names of the four roles must differ; 'web_anon' is given twice.\n");
    }
}
