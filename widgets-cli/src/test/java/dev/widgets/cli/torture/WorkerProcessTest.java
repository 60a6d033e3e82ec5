package dev.widgets.cli.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WorkerProcessTest {

    private static final WorkerPlan PLAN =
            new WorkerPlan(1, 1, 0, 0, 1, 1, List.of(Transport.SINGULAR), "");

    /** Fits into a pipe, but not into the buffer of the reader. */
    private static final int LINES = 10_000;

    @Test
    @Timeout(60)
    void what_a_killed_process_has_said_is_in_the_history_even_if_nobody_had_read_it_yet(
            @TempDir Path folder) throws Exception {
        Path said = folder.resolve("said");
        Path file = folder.resolve("history");
        Process process = new ProcessBuilder(
                        "sh", "-c", "seq 1 " + LINES + "; : > '" + said + "'; exec sleep 60")
                .start();
        try (HistoryFile history = HistoryFile.create(file)) {
            Thread killer;
            // as if the history were slow
            synchronized (history) {
                WorkerProcess worker = new WorkerProcess(PLAN, history, process);
                while (!Files.exists(said)) {
                    Thread.sleep(5);
                }
                killer = new Thread(() -> {
                    try {
                        worker.kill();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
                killer.start();
                process.waitFor();
            }
            killer.join(Duration.ofSeconds(30).toMillis());
        }
        assertThat(Files.readAllLines(file)).contains("1", String.valueOf(LINES));
    }
}
