package dev.widgets.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.widgets.cli.database.Destination;
import dev.widgets.cli.database.DestinationSearch;
import dev.widgets.cli.fixture.Terminal;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs of the driver's and of libpq's, and what is wrong with them. */
class UrlTest {

    private static ServerConnection connection(Terminal terminal, String... url) {
        Destination destination = new DestinationSearch(
                        terminal.at(Path.of("/nonexistent")).environment())
                .find(new ConnectionOptions(
                        Optional.ofNullable(url.length == 0 ? null : url[0]),
                        Optional.empty(),
                        false));
        return ((Destination.Server) destination).connection();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    postgresql://db/app                          | jdbc:postgresql://db:5432/app as alice
                    postgres://bob@db:5433/app                   | jdbc:postgresql://db:5433/app as bob
                    postgresql://                                | jdbc:postgresql://localhost:5432/alice as alice
                    postgresql://bob@/app                        | jdbc:postgresql://localhost:5432/app as bob
                    postgresql://a:1,b:2/app                     | jdbc:postgresql://a:1,b:2/app as alice
                    postgresql://a,b/app?port=6000               | jdbc:postgresql://a:6000,b:6000/app as alice
                    postgresql://[::1]:5433/app                  | jdbc:postgresql://[::1]:5433/app as alice
                    postgresql://b%40c@db/a%2Fb                  | jdbc:postgresql://db:5432/a/b as b@c
                    postgresql://bob@db/app?user=x               | jdbc:postgresql://db:5432/app as x
                    postgresql:///app?host=db&user=b%20c         | jdbc:postgresql://db:5432/app as b c
                    postgresql://1.2.3.4?dbname=app              | jdbc:postgresql://1.2.3.4:5432/app as alice
                    postgresql://db/a+b                          | jdbc:postgresql://db:5432/a+b as alice
                    jdbc:postgresql://db:5433/app?user=bob       | jdbc:postgresql://db:5433/app as bob
                    jdbc:postgresql:app                          | jdbc:postgresql://localhost:5432/app as alice
                    jdbc:postgresql://db/                        | jdbc:postgresql://db:5432/alice as alice
                    """)
    void urls_of_both_kinds_are_read(String url, String description) {
        assertThat(connection(new Terminal(), url).describe()).isEqualTo(description);
    }

    @Test
    void a_password_in_widgets_url_is_decoded_and_kept_out_of_the_url_and_the_description() {
        ServerConnection connection =
                connection(new Terminal().with("WIDGETS_URL", "postgresql://bob:s%25cr+t@db/app"));
        assertThat(connection.properties()).containsEntry("password", "s%cr+t");
        assertThat(connection.url() + connection).doesNotContain("cr+t");

        ServerConnection jdbc = connection(new Terminal()
                .with("WIDGETS_URL", "jdbc:postgresql://db/app?user=bob&password=secret"));
        assertThat(jdbc.toString()).isEqualTo("jdbc:postgresql://db:5432/app as bob");
    }

    @Test
    void parameters_of_libpq_become_the_drivers() {
        ServerConnection connection = connection(
                new Terminal(),
                "postgresql://db/app?sslmode=verify-full&sslrootcert=/ca.pem&application_name=me"
                        + "&options=-c%20geqo%3Doff&target_session_attrs=read-write"
                        + "&channel_binding=require&require_auth=scram-sha-256"
                        + "&load_balance_hosts=random&keepalives_idle=10&gssencmode=disable");
        assertThat(connection.properties())
                .containsEntry("sslmode", "verify-full")
                .containsEntry("sslrootcert", "/ca.pem")
                .containsEntry("ApplicationName", "me")
                .containsEntry("options", "-c geqo=off")
                .containsEntry("targetServerType", "primary")
                .containsEntry("channelBinding", "require")
                .containsEntry("requireAuth", "scram-sha-256")
                .containsEntry("loadBalanceHosts", "true")
                .containsEntry("gssEncMode", "disable")
                .containsEntry("user", "alice")
                .containsEntry("sslfactory", LibpqTls.class.getName())
                .containsEntry("passfile", "/nonexistent/.pgpass")
                .hasSize(12);
    }

    @Test
    void the_certificates_of_the_system_are_those_of_java() {
        assertThat(connection(new Terminal(), "postgresql://db/app?sslrootcert=system")
                        .properties())
                .containsEntry("sslrootcert", "system")
                .containsEntry("sslmode", "verify-full");
        assertThat(connection(new Terminal(), "postgresql://db/app?ssl=true").properties())
                .containsEntry("sslmode", "require");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "mysql://db/app",
                "jdbc:mysql://db/app",
                "jdbc:postgresql://db",
                "jdbc:postgresql://bob@db/app",
                "jdbc:postgresql://db:port/app"
            })
    void other_urls_are_refused_with_examples_of_valid_ones(String url) {
        assertThatThrownBy(() -> connection(new Terminal(), url))
                .hasMessage(
                        "The URL of --url is not valid: write postgresql://USER@HOST:PORT/DATABASE or"
                                + " jdbc:postgresql://HOST:PORT/DATABASE?user=USER.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    postgresql://db/a%zz     | has a percent sign that is not followed by two hexadecimal digits
                    postgresql://db/a%2      | has a percent sign that is not followed by two hexadecimal digits
                    postgresql://db/a%00     | has a percent sign that is not followed by two hexadecimal digits
                    postgresql://db/%ff      | is not in UTF-8 where it is percent-encoded
                    postgresql://db/a?x      | has a parameter without a value
                    postgresql://db:x/a      | The port must be a number from 1 to 65535.
                    postgresql://db:70000/a  | The port must be a number from 1 to 65535.
                    postgresql://a,b/c?port=1,2,3 | There are 2 hosts, but 3 ports
                    postgresql://db/a?sslcrl=x | The setting sslcrl is not supported
                    postgresql://db/a?foo=x  | The setting foo is not supported
                    postgresql://db/a?target_session_attrs=x | target_session_attrs must be one of
                    """)
    void errors_in_a_url_are_reported(String url, String message) {
        assertThatThrownBy(() -> connection(new Terminal(), url)).hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql:///app?host=/run/pg&port=5433",
                "postgresql://%2Frun%2Fpg:5433/app",
                "host=/run/pg port=5433 dbname=app",
                "jdbc:postgresql:///app?host=/run/pg&port=5433"
            })
    void a_folder_as_the_host_is_that_of_a_unix_socket(String url) {
        ServerConnection connection = connection(new Terminal(), url);
        assertThat(connection.url()).isEqualTo("jdbc:postgresql:///app?host=%2Frun%2Fpg&port=5433");
        assertThat(connection.describe())
                .isEqualTo("jdbc:postgresql:///app?host=/run/pg&port=5433 as alice");
    }
}
