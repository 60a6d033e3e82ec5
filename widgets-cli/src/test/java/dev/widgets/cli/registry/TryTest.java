package dev.widgets.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.PreparedFolder;
import dev.widgets.cli.fixture.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TryTest {

    @TempDir
    private Path home;

    @BeforeEach
    void the_programs_of_postgresql_are_prepared() throws IOException {
        home = home.toRealPath();
        PreparedFolder.empty(home.resolve("data/widgets"));
    }

    @AfterEach
    void nothing_is_left_behind() throws IOException {
        List<ProcessHandle> left = CommandProcess.servers(home);
        left.forEach(ProcessHandle::destroyForcibly);
        assertThat(left).isEmpty();
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files.filter(Files::isDirectory)).containsExactly(home.resolve("data"));
        }
        try (Stream<Path> files = Files.list(home.resolve("data/widgets"))) {
            assertThat(files).hasSize(1);
        }
        PreparedFolder.unlink(home.resolve("data/widgets"));
    }

    @Test
    void try_shows_each_operation_and_what_becomes_of_the_widgets() {
        Screen screen = CommandProcess.run(home, "try");

        assertThat(screen.exitCode()).isZero();
        assertThat(screen.err())
                .matches("database: temporary PostgreSQL in \\Q" + home
                        + "\\E/cache/widgets/try-\\d+\n");
        assertThat(screen.out()
                        .replaceAll(" +\\d+\\.\\d m?s\n", " TIME\n")
                        .replaceFirst("\\d+ scripts", "N scripts"))
                .isEqualTo("""
                        PostgreSQL 18 started TIME
                        widgets migrate: N scripts TIME
                        widgets seed --count 100000 TIME

                        widgets add PUMP-1 "Steel pump" PPQ TIME
                            PUMP-1  "Steel pump"  P free  P free  Q free

                        widgets add VALVE-1 "Copper valve" PQ TIME
                            PUMP-1  "Steel pump"    P free  P free  Q free
                            VALVE-1 "Copper valve"  P free  Q free

                        widgets associate PUMP-1 VALVE-1 P TIME
                            PUMP-1  "Steel pump"    P->VALVE-1  P free  Q free
                            VALVE-1 "Copper valve"  P->PUMP-1  Q free

                        widgets associate VALVE-1 PUMP-1 P TIME
                            refused: The widgets are already associated on this port type. "VALVE-1"
                            and "PUMP-1" are associated on port type P.
                            (rule association_is_unique_per_port, exit code 3)

                        widgets associate PUMP-1 VALVE-1 Q TIME
                            PUMP-1  "Steel pump"    P->VALVE-1  P free  Q->VALVE-1
                            VALVE-1 "Copper valve"  P->PUMP-1  Q->PUMP-1

                        widgets dissociate PUMP-1 VALVE-1 P TIME
                            PUMP-1  "Steel pump"    P free  P free  Q->VALVE-1
                            VALVE-1 "Copper valve"  P free  Q->PUMP-1

                        widgets remove VALVE-1 TIME
                            PUMP-1  "Steel pump"  P free  P free  Q free

                        widgets stats: 100,001 widgets, 100,024 ports free, 100,026 taken TIME
                        widgets verify: every association is sound TIME

                        The temporary PostgreSQL is gone. Next, try a PostgreSQL that keeps its data:

                          widgets add W-1 "Copper valve" PQ
                          widgets add W-2 "Steel pump" PPR
                          widgets associate W-1 W-2 P
                          widgets list
                          widgets --help
                        """);
    }

    @Test
    void try_leaves_nothing_behind_when_it_is_interrupted() {
        CommandProcess command = CommandProcess.start(home, "try");
        CommandProcess.await("the server runs", () -> command.printed().contains("started"));
        command.interrupt();

        Screen screen = command.end();
        assertThat(screen.exitCode()).isEqualTo(CommandProcess.interrupted());
        assertThat(screen.err()).doesNotContain("widgets: ");
    }

    @Test
    void try_deletes_what_a_killed_one_left() {
        CommandProcess command = CommandProcess.start(home, "try");
        CommandProcess.await("the server runs", () -> command.printed().contains("started"));
        command.kill();
        assertThat(CommandProcess.servers(home)).hasSize(1);

        assertThat(CommandProcess.run(home, "try").exitCode()).isZero();
    }
}
