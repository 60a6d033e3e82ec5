package dev.widgets.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Benchmarks as real processes that are interrupted or lose connections. */
class BenchProcessTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();

    private static final String TAKEN =
            "select count(peer) from widgets.slots where serial_number like 'bench-0%'";

    @TempDir
    private Path home;

    @BeforeEach
    void clear() {
        DATABASE.clear();
    }

    private CommandProcess bench(String... options) {
        List<String> arguments = new ArrayList<>(List.of("bench", "-n", "20000", "--warmup", "0s"));
        arguments.addAll(List.of(options));
        return CommandProcess.start(
                home, Map.of("WIDGETS_URL", DATABASE.url()), arguments.toArray(String[]::new));
    }

    private static void awaitAssociations() {
        CommandProcess.await("associations", () -> !DATABASE.query(TAKEN).equals("0"));
    }

    private static double number(Screen screen, String name) {
        return Double.parseDouble(screen.out()
                .replaceAll("(?s).*\"all\":\\{[^}]*\"" + name + "\":([0-9.E+]+).*", "$1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"singular", "coalesced"})
    void with_a_rate_a_standstill_counts_for_all_that_were_to_begin_in_it(String mode)
            throws Exception {
        CommandProcess process = bench(
                "--mode",
                mode,
                "--rate",
                "200",
                "-c",
                "4",
                "-d",
                "4s",
                "--mix",
                "associate=1",
                "-o",
                "json");
        awaitAssociations();
        try (Connection blocker = DATABASE.dataSource().getConnection()) {
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("lock table widgets_store.widgets in exclusive mode");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1500));
        }
        Screen screen = process.end();
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
        // 4 of 800 waited for the lock, 300 for their turn
        assertThat(number(screen, "p90_ms")).isGreaterThan(500);
        assertThat(screen.out()).containsPattern("\"schedule\":\\{\"due\":(79\\d|8\\d\\d),");
    }

    @Test
    void a_change_by_another_client_is_detected() throws Exception {
        // far fewer operations than ports, so that nothing is ever dissociated
        CommandProcess process = bench("-c", "2", "-r", "500", "-d", "3s", "--mix", "associate=1");
        awaitAssociations();
        DATABASE.query("""
                select widgets.remove_association(serial_number, peer, port)
                from widgets.slots
                where serial_number like 'bench-0%' and peer is not null
                limit 1""");
        Screen screen = process.end();
        assertThat(screen.exitCode()).as(screen.toString()).isEqualTo(3);
        assertThat(screen.out())
                .containsPattern(
                        "VERIFICATION FAILED: 0 violations, 1 differences from the reported"
                                + " outcomes; the"
                                + " association of bench-\\d{9} and bench-\\d{9} on [PQR] was"
                                + " reported as done, but is missing\\.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"singular", "coalesced"})
    void an_interrupted_run_tells_what_it_has_measured(String mode) {
        CommandProcess process = bench("--mode", mode, "-d", "60s");
        CommandProcess.await("measuring", () -> process.printed().contains("measuring"));
        process.interrupt();
        Screen screen = process.end();
        assertThat(screen.exitCode()).isEqualTo(CommandProcess.interrupted());
        assertThat(screen.out())
                .containsPattern("\nall +[0-9,]+ ")
                .contains("The run was interrupted.\nThe widgets were not verified: the run was"
                        + " interrupted.\n");
    }

    @Test
    void lost_connections_are_unknown_and_the_run_goes_on() {
        CommandProcess process = bench("-d", "3s", "-c", "8", "-o", "json", "--connections", "8");
        // connections lost during the warm-up do not count
        CommandProcess.await("measuring", () -> process.printed().contains("measuring"));
        CommandProcess.await(
                "connections in use, to end them", () -> !DATABASE.query("""
                        select count(pg_terminate_backend(pid))
                        from pg_stat_activity
                        where datname = current_database() and query like 'select widgets.%widget%'
                        """).equals("0"));
        Screen screen = process.end();
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
        assertThat(number(screen, "unknown") + number(screen, "errors")).isPositive();
        assertThat(screen.out()).contains("\"state\":\"sound\"");
    }

    @Test
    void two_at_once_are_refused() {
        CommandProcess first = bench("-d", "3s", "-c", "2");
        awaitAssociations();
        Terminal.on(DATABASE)
                .run("bench")
                .shows(
                        3,
                        "",
                        DATABASE.line()
                                + "widgets: Another benchmark uses this database. Wait until it"
                                + " ends, or stop it.\n");
        assertThat(first.end().exitCode()).isZero();
    }
}
