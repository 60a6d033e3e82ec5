package dev.widgets.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTest {

    private static final String PASSWORD = "Kee9er";

    private static String url;

    @TempDir
    private Path home;

    @BeforeAll
    static void start() throws Exception {
        TwoServers servers = TwoServers.shared();
        url = "postgresql://127.0.0.1:" + servers.one + "/passwords";
        Screen screen =
                new Terminal().with("WIDGETS_URL", url + "?user=trusted").run("migrate");
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://bob:s3cret@db/app",
                "postgres://bob:s3cret@db",
                "postgresql://bob:s3cret/x@db/app",
                "postgresql://bob:12s3cret@db/app",
                "postgresql://db/app?password=s3cret",
                "postgresql://db/app?user=bob&pass%77ord=s3cret",
                "postgresql://db/app?sslpassword=s3cret",
                "jdbc:postgresql://db/app?user=bob&password=s3cret",
                "jdbc:postgresql://bob:s3cret@db/app",
                "postgresql://admin@srv1:s3cret@h/app",
                "postgresql://me:o's3cret@h/app",
                "postgresql://me:2024/s3cret@h/app",
                "postgresql://me:12?s3cret@h/app",
                "host=db password=s3cret",
                "host=db password='it''s3cret'",
                "password=it's3cret host=db"
            })
    void a_password_in_an_argument_is_refused_and_not_printed(String url) {
        String refusal =
                "widgets: A password in an argument can be seen by everyone on this machine: leave it out"
                        + " of --url, and set PGPASSWORD, or write it into ~/.pgpass, or put the whole URL"
                        + " into WIDGETS_URL.\n";
        new Terminal().run("add", "W-1", "pump", "P", "--url", url).shows(2, "", refusal);
        new Terminal().run("--url=" + url, "list").shows(2, "", refusal);
        Screen verbose = new Terminal().run("list", "--verbose", "--url", url);
        assertThat(verbose.toString()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--ulr", "--databse", ""})
    void a_password_behind_a_misspelled_option_is_not_printed(String option) {
        Screen screen = new Terminal()
                .run("stats", option, "postgresql://bob:s3cret@db/app", "more", "words");
        assertThat(screen.exitCode()).isEqualTo(2);
        assertThat(screen.toString()).doesNotContain("s3cret");
    }

    @Test
    void a_password_in_a_wrong_widgets_url_is_not_printed() {
        for (String url : new String[] {
            "postgresql://bob:s3cret@db:x/app",
            "postgresql://bob:s3cret@db/a%zz",
            "jdbc:postgresql://bob:s3cret@db/app",
            "jdbc:postgresql://db?password=s3cret",
            "mysql://bob:s3cret@db/app",
            "postgresql://admin@srv1:s3cret@h/app",
            "postgresql://me:o's3cret@h:x/app",
            "host=db password='it's3cret",
            "host=db port=x password=it's3cret",
            "bob:s3cret@db/app"
        }) {
            Screen screen = new Terminal().with("WIDGETS_URL", url).run("-v", "list");
            assertThat(screen.exitCode()).isEqualTo(2);
            assertThat(screen.err()).startsWith("widgets: ");
            assertThat(screen.toString()).doesNotContain("s3cret");
        }
    }

    @Test
    void the_password_is_taken_from_widgets_url_and_never_printed() {
        Screen screen = new Terminal()
                .with("WIDGETS_URL", "jdbc:" + url + "?user=keeper&password=" + PASSWORD)
                .run("-v", "stats");
        assertThat(screen.exitCode()).isZero();
        assertThat(screen.err())
                .isEqualTo("Using " + "jdbc:" + url + " as keeper"
                        + ", because WIDGETS_URL is set.\n");
        assertThat(screen.toString()).doesNotContain(PASSWORD);
    }

    @Test
    void verbose_says_which_time_limits_the_url_replaces() {
        Screen screen = new Terminal()
                .with("PGPASSWORD", PASSWORD)
                .run(
                        "-v",
                        "stats",
                        "--url",
                        "jdbc:" + url
                                + "?user=keeper&socketTimeout=0&options=-c%20lock_timeout%3D7s"
                                + "%20-c%20app.token%3Dabc");
        assertThat(screen.exitCode()).isZero();
        assertThat(screen.err())
                .endsWith("Its settings replace time limits of the command: socketTimeout=0,"
                        + " lock_timeout=7s.\n")
                .doesNotContain("abc");
    }

    @Test
    void the_password_is_taken_from_pgpassword() {
        Screen screen = new Terminal()
                .with("PGPASSWORD", PASSWORD)
                .run("list", "--url", url + "?user=keeper");
        screen.shows(0, "", "No widgets found.\n");
    }

    @Test
    void the_password_is_taken_from_the_password_file_at_home() throws IOException {
        write(".pgpass", "*:*:*:keeper:" + PASSWORD + "\n");
        new Terminal()
                .at(home)
                .run("list", "--url", url + "?user=keeper")
                .shows(0, "", "No widgets found.\n");
        new Terminal()
                .at(home)
                .run("list", "--url", "jdbc:" + url + "?user=keeper")
                .shows(0, "", "No widgets found.\n");
    }

    @Test
    void the_password_is_taken_from_the_password_file_that_is_named() throws IOException {
        Path file = write("mine", "*:*:*:*:" + PASSWORD + "\n");
        new Terminal()
                .with("PGPASSFILE", file.toString())
                .with("PGHOST", "127.0.0.1")
                .with("PGPORT", url.replaceAll(".*:(\\d+)/.*", "$1"))
                .with("PGDATABASE", url.replaceAll(".*/", ""))
                .with("PGUSER", "keeper")
                .run("list")
                .shows(0, "", "No widgets found.\n");
    }

    private Path write(String name, String text) throws IOException {
        Path file = Files.writeString(home.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    @Test
    void a_password_file_that_others_may_read_is_ignored_and_named() throws IOException {
        Path file = write(".pgpass", "*:*:*:*:" + PASSWORD + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Screen screen = new Terminal().at(home).run("list", "--url", url + "?user=keeper");
        assertThat(screen.exitCode()).isEqualTo(4);
        assertThat(screen.err())
                .contains("requests a password; password file " + file
                        + " is ignored because others may access it; run chmod 600 on it.");
    }

    @Test
    void a_wrong_password_is_an_unreachable_database() {
        Screen screen = new Terminal()
                .with("PGPASSWORD", "wr0ng")
                .run("add", "W-1", "pump", "P", "--url", url + "?user=keeper");
        screen.shows(
                4,
                "",
                "database: jdbc:" + url + " as keeper\n"
                        + "widgets: There is no connection to the database: password authentication failed"
                        + " for user \"keeper\". Set PGPASSWORD, or add a line to ~/.pgpass.\n");
    }
}
