package dev.widgets.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.widgets.Ports;
import dev.widgets.cli.console.TerminalText;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Terminal;
import dev.widgets.cli.fixture.Tmux;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Output fits the terminal, whatever its width. */
class TerminalWidthTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();
    private static final CommandDatabase BENCH = CommandDatabase.create();
    private static final String LONG = "水管 long name ".repeat(8).strip();

    @TempDir
    private Path folder;

    @BeforeAll
    static void widgets_with_long_names() {
        DATABASE.widgets().add("W-1", LONG, Ports.parse("PQ"));
        DATABASE.widgets().add("W-2", "pump", Ports.parse("PPR"));
        DATABASE.widgets().add("x".repeat(150), "tank", Ports.parse("P"));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 200})
    void help_fits_the_terminal(int columns) {
        for (String command : Terminal.commandNames()) {
            List<String> lines = new Terminal()
                    .withColumns(columns)
                    .run("help", command)
                    .out()
                    .lines()
                    .toList();
            assertThat(lines).as(command).allMatch(line -> line.length() <= columns);
            int examples = Math.max(lines.indexOf("Examples:"), lines.indexOf("Example:"));
            if (examples >= 0) {
                assertThat(lines.subList(examples + 1, lines.size()))
                        .as(command)
                        .allMatch(line -> line.startsWith("  "));
            }
        }
    }

    @Test
    void help_uses_the_width_of_a_wide_terminal() {
        assertThat(new Terminal().withColumns(500).run("help", "serve").out().lines())
                .anyMatch(line -> line.length() > 150)
                .allMatch(line -> line.length() <= 200);
    }

    @Test
    void texts_are_shortened_on_a_terminal_and_never_in_a_pipe() {
        Terminal terminal = Terminal.on(DATABASE);
        assertThat(terminal.run("list").out()).contains(LONG, "x".repeat(150)).doesNotContain("…");
        String narrow = terminal.withColumns(60).run("list").out();
        assertThat(narrow.lines()).hasSize(4).allMatch(line -> TerminalText.width(line) <= 60);
        assertThat(narrow).contains("水管 long", "…", "P free", "  pump  ");
        assertThat(terminal.withColumns(200).run("show", "W-1").out()).contains(LONG);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 200})
    void a_terminal_shows_no_line_twice_and_none_in_pieces(int columns) {
        assumeTrue(Tmux.isInstalled(), "tmux is not installed");
        try (Tmux tmux = new Tmux(folder, columns)) {
            tmux.start(DATABASE, "list", "--limit", "3");
            assertThat(tmux.end())
                    .isEqualTo(Terminal.on(DATABASE)
                            .withColumns(columns)
                            .run("list", "--limit", "3")
                            .out()
                            .lines()
                            .toList());

            tmux.start(BENCH, "bench", "-n", "20000", "-c", "2", "--warmup", "0s", "-d", "3s");
            tmux.await("a measurement", () -> String.join("", tmux.lines()).contains("measuring"));
            for (int width : new int[] {columns / 2 + 20, columns, columns + 15}) {
                tmux.resize(width);
                pause();
            }
            assertThat(tmux.end())
                    .filteredOn(line -> line.matches(".*(Seeding|Vacuum|measuring|left|refused).*"))
                    .satisfiesExactly(
                            line -> assertThat(line).startsWith("Seeding 100% ["),
                            line -> assertThat(line).startsWith("Vacuuming"),
                            line -> assertThat(line).startsWith("measuring "));
            BENCH.clear();
        }
    }

    private static void pause() {
        java.util.concurrent.locks.LockSupport.parkNanos(700_000_000L);
    }
}
