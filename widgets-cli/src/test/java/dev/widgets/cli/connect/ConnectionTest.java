package dev.widgets.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.widgets.cli.database.Destination;
import dev.widgets.cli.database.DestinationSearch;
import dev.widgets.cli.embedded.DataFolder;
import dev.widgets.cli.fixture.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which database is meant, and what is told to the driver. */
class ConnectionTest {

    @TempDir
    private Path home;

    private Destination find(Terminal terminal, String... url) {
        return new DestinationSearch(terminal.at(home).environment())
                .find(new ConnectionOptions(
                        Optional.ofNullable(url.length == 0 ? null : url[0]),
                        Optional.empty(),
                        false));
    }

    private ServerConnection connection(Terminal terminal, String... url) {
        return ((Destination.Server) find(terminal, url)).connection();
    }

    private String reason(Terminal terminal, String... url) {
        return find(terminal, url).reason();
    }

    private String described(Terminal terminal, String... url) {
        return connection(terminal, url).describe();
    }

    @Test
    void the_option_url_has_priority() {
        Terminal terminal =
                new Terminal().with("WIDGETS_URL", "postgresql://two/b").with("PGHOST", "three");
        assertThat(described(terminal, "postgresql://one/a"))
                .isEqualTo("jdbc:postgresql://one:5432/a as alice");
        assertThat(reason(terminal, "postgresql://one/a")).isEqualTo("--url is given");
    }

    @Test
    void widgets_url_has_priority_over_the_variables_of_libpq() {
        Terminal terminal =
                new Terminal().with("WIDGETS_URL", "postgresql://two/b").with("PGHOST", "three");
        assertThat(described(terminal)).isEqualTo("jdbc:postgresql://two:5432/b as alice");
        assertThat(reason(terminal)).isEqualTo("WIDGETS_URL is set");
    }

    @Test
    void the_variables_of_libpq_have_priority_over_the_embedded_database() {
        Terminal terminal = new Terminal()
                .with("PGHOST", "db")
                .with("PGPORT", "5433")
                .with("PGUSER", "bob")
                .with("PGDATABASE", "a b");
        assertThat(connection(terminal).url()).isEqualTo("jdbc:postgresql://db:5433/a+b");
        assertThat(described(terminal)).isEqualTo("jdbc:postgresql://db:5433/a b as bob");
        assertThat(reason(terminal)).isEqualTo("PGHOST, PGPORT, PGDATABASE, PGUSER are set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PGUSER", "PGDATABASE", "PGPASSWORD", "PGSSLMODE", "PGPASSFILE"})
    void each_variable_for_a_database_or_a_login_excludes_the_embedded_database(String variable) {
        Terminal terminal = new Terminal().with(variable, "require");
        assertThat(find(terminal)).isInstanceOf(Destination.Server.class);
        assertThat(reason(terminal)).isEqualTo(variable + " is set");
    }

    @Test
    void the_embedded_database_is_used_if_no_variable_is_set_or_all_are_empty() {
        Terminal terminal = new Terminal()
                .with("PGHOST", "")
                .with("WIDGETS_URL", "")
                .with("PGAPPNAME", "me")
                .with("PGTZ", "UTC");
        assertThat(find(terminal))
                .isEqualTo(new Destination.Embedded(
                        new DataFolder(home.resolve(".local/share/widgets")),
                        "neither --url nor WIDGETS_URL nor a variable such as PGHOST names a"
                                + " database"));
    }

    @Test
    void the_embedded_database_is_below_xdg_data_home() {
        Terminal terminal = new Terminal().with("XDG_DATA_HOME", home + "/data");
        assertThat(((Destination.Embedded) find(terminal)).folder().path())
                .isEqualTo(home.resolve("data/widgets"));
    }

    @Test
    void a_data_folder_together_with_another_database_is_refused() {
        new Terminal()
                .with("PGHOST", "db")
                .run("list", "--data-dir", "/tmp/x")
                .shows(
                        2,
                        "",
                        "widgets: --data-dir names the embedded PostgreSQL, but PGHOST names another"
                                + " database: leave one of them out.\n");
        new Terminal()
                .run("--data-dir", "/tmp/x", "list", "--url", "postgresql://db/x")
                .shows(
                        2,
                        "",
                        "widgets: --data-dir names the embedded PostgreSQL, but --url names another"
                                + " database: leave one of them out.\n");
    }

    @Test
    void variables_complete_a_url() {
        Terminal terminal = new Terminal()
                .with("PGUSER", "bob")
                .with("PGPASSWORD", "secret")
                .with("PGSSLMODE", "require")
                .with("PGHOSTADDR", "10.0.0.1")
                .with("PGPORT", "5433");
        ServerConnection uri = connection(terminal, "postgresql://db/app?sslmode=disable");
        assertThat(uri.describe()).isEqualTo("jdbc:postgresql://db:5433/app as bob");
        assertThat(uri.properties())
                .containsEntry("password", "secret")
                .containsEntry("sslmode", "disable");

        ServerConnection jdbc = connection(terminal, "jdbc:postgresql://db/app");
        assertThat(jdbc.describe()).isEqualTo("jdbc:postgresql://db:5432/app as bob");
        assertThat(jdbc.properties())
                .containsEntry("password", "secret")
                .containsEntry("sslmode", "require");
    }

    @Test
    void a_host_address_replaces_only_the_look_up_of_the_host() {
        Terminal terminal = new Terminal().with("PGHOST", "db").with("PGHOSTADDR", "::1");
        assertThat(described(terminal)).isEqualTo("jdbc:postgresql://db:5432/alice as alice");
        assertThat(connection(terminal).properties()).containsEntry("hostaddr", "::1");
        assertThat(described(new Terminal().with("PGHOSTADDR", "::1")))
                .isEqualTo("jdbc:postgresql://[::1]:5432/alice as alice");
    }

    @Test
    void a_service_has_priority_over_the_variables_but_not_over_the_url() throws IOException {
        Files.writeString(home.resolve(".pg_service.conf"), """
                # mine
                [other]
                host=wrong

                [shop]
                host=db
                port=5433
                dbname=app
                user=bob
                connect_timeout=3
                """);
        Terminal terminal = new Terminal()
                .with("PGSERVICE", "shop")
                .with("PGHOST", "x")
                .with("PGSSLMODE", "require");
        assertThat(described(terminal)).isEqualTo("jdbc:postgresql://db:5433/app as bob");
        assertThat(connection(terminal).properties()).containsEntry("sslmode", "require");
        assertThat(described(terminal, "postgresql://carol@/?service=shop"))
                .isEqualTo("jdbc:postgresql://db:5433/app as carol");
    }

    @Test
    void a_service_is_found_in_the_named_file_or_in_that_of_the_system() throws IOException {
        Files.writeString(home.resolve("mine.conf"), "[shop]\nhost=mine\n");
        Files.writeString(
                home.resolve("pg_service.conf"), "[shop]\nhost=system\n[stock]\nhost=stock\n");
        Terminal terminal = new Terminal()
                .with("PGSERVICEFILE", home.resolve("mine.conf").toString())
                .with("PGSYSCONFDIR", home.toString());
        assertThat(described(terminal.with("PGSERVICE", "shop"))).contains("//mine:5432/");
        assertThat(described(terminal.with("PGSERVICE", "stock"))).contains("//stock:5432/");
    }

    @Test
    void a_service_that_does_not_exist_is_refused() {
        assertThatThrownBy(() -> find(new Terminal().with("PGSERVICE", "shop")))
                .hasMessage("There is no service 'shop' in " + home.resolve(".pg_service.conf")
                        + ": add it, or name another with PGSERVICE.");
    }
}
