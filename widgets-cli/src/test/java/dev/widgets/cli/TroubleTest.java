package dev.widgets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.Ports;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Exit codes 1, 4 and 5, and the stack trace of --verbose. */
class TroubleTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();
    private static final String REFUSED =
            "widgets: There is no connection to the database: server 127.0.0.1:1 refused the connection."
                    + " Check the host and port, and start the server.\n";

    private final Terminal terminal = Terminal.on(DATABASE);

    @Test
    void a_database_that_cannot_be_reached_is_exit_code_4() {
        Terminal nowhere = new Terminal().with("WIDGETS_URL", "postgresql://127.0.0.1:1/nowhere");
        nowhere.run("add", "W-1", "pump", "P")
                .shows(
                        4,
                        "",
                        "database: jdbc:postgresql://127.0.0.1:1/nowhere as alice\n" + REFUSED);
        for (String[] command : new String[][] {{"show", "W-1"}, {"list"}, {"stats"}}) {
            nowhere.run(command).shows(4, "", REFUSED);
        }
        for (String[] command : new String[][] {{"verify"}, {"migrate"}, {"roles"}}) {
            Screen screen = nowhere.run(command);
            assertThat(screen.exitCode()).isEqualTo(4);
            assertThat(screen.err()).contains("127.0.0.1:1 refused");
        }
    }

    @Test
    void a_database_that_does_not_exist_is_exit_code_4() {
        Screen screen = new Terminal()
                .with("WIDGETS_URL", DATABASE.url().replace("/test", "/no_test"))
                .run("list");
        assertThat(screen.exitCode()).isEqualTo(4);
        assertThat(screen.err()).contains("does not exist").doesNotContain("\tat ");
    }

    @Test
    void verbose_adds_the_stack_trace_before_and_after_the_command() {
        Terminal nowhere = new Terminal().with("WIDGETS_URL", "postgresql://127.0.0.1:1/nowhere");
        assertThat(nowhere.run("list").err()).doesNotContain("\tat ");
        assertThat(nowhere.run("list", "--verbose").err()).contains("\tat ");
        assertThat(nowhere.run("-v", "list").err()).contains("\tat ");
    }

    @Test
    void a_lock_that_is_not_given_in_time_is_exit_code_1() throws Exception {
        DATABASE.widgets().add("LOCKED", "pump", Ports.parse("P"));
        try (Connection other = DATABASE.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(
                    "select from widgets_store.widgets where serial_number = 'LOCKED' for update");

            terminal.run("remove", "LOCKED")
                    .shows(
                            1,
                            "",
                            DATABASE.line()
                                    + "widgets: Nothing was done: canceling statement due to lock"
                                    + " timeout.\n");
        }
    }

    @Test
    void a_connection_that_is_lost_under_way_is_exit_code_5() throws Exception {
        DATABASE.widgets().add("LOST", "pump", Ports.parse("P"));
        try (Connection other = DATABASE.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(
                    "select from widgets_store.widgets where serial_number = 'LOST' for update");
            CompletableFuture<Screen> removal =
                    CompletableFuture.supplyAsync(() -> terminal.run("remove", "LOST"));
            terminateWhoWaits();

            Screen screen = removal.get();
            assertThat(screen.exitCode()).isEqualTo(5);
            assertThat(screen.err())
                    .startsWith(
                            DATABASE.line()
                                    + "widgets: The outcome is unknown (terminating connection due to"
                                    + " administrator command): the operation was done completely or not at all.");
        }
    }

    private static void terminateWhoWaits() throws Exception {
        String terminate = """
                select pg_terminate_backend(pid)
                from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'
                """;
        try (Connection session = DATABASE.dataSource().getConnection();
                Statement statement = session.createStatement()) {
            for (int i = 0; i < 200; i++) {
                try (ResultSet row = statement.executeQuery(terminate)) {
                    if (row.next()) {
                        return;
                    }
                }
                Thread.sleep(20);
            }
        }
        throw new AssertionError("Nobody waits for a lock.");
    }
}
