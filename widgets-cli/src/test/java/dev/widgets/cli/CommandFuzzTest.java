package dev.widgets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.console.TerminalText;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Passes hostile text in the arguments of every command and expects a documented exit code, a
 * message without a stack trace, no control characters on the screen, and no change unless the
 * command succeeded.
 */
class CommandFuzzTest {

    private static final int COUNT = Integer.getInteger("widgets.test.fuzz", 120);
    private static final CommandDatabase DATABASE = CommandDatabase.create();
    private static final List<String> PIECES = List.of(
            "'",
            "\"",
            "\\",
            "%s",
            "${x}",
            "@file",
            "-",
            "--",
            "--url",
            "-o",
            "=",
            "--limit=0",
            ";",
            "|",
            "`id`",
            "$(id)",
            "\n",
            "\r",
            "\t",
            "\u001b[2J",
            "\u009b2J",
            "\u202e",
            "\u2028",
            "\ufeff",
            "e\u0301",
            "\ud83d\udd27",
            "\ud83d",
            "\0",
            "W-1",
            "W-2",
            "a",
            " ",
            "P",
            "PQ",
            "x".repeat(256),
            "");
    private static final List<String> COMMANDS = List.of(
            "add",
            "remove",
            "associate",
            "dissociate",
            "rename",
            "show",
            "list",
            "add",
            "associate");
    private static final String SUM =
            "select count(*) || ' ' || sum(hashtextextended(w::text, 0)) from widgets_store.widgets w";

    private final long seed = Long.getLong("widgets.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Terminal terminal = Terminal.on(DATABASE);

    @TempDir
    private Path home;

    @Test
    void hostile_arguments_are_taken_or_refused_in_a_sentence() {
        Map<Integer, Integer> codes = new TreeMap<>();
        String before = DATABASE.query(SUM);
        for (int i = 0; i < COUNT; i++) {
            String[] arguments = arguments();
            Screen screen = terminal.run(arguments);
            codes.merge(screen.exitCode(), 1, Integer::sum);
            String after = DATABASE.query(SUM);
            String again =
                    String.join("|", arguments) + ", -Dwidgets.test.seed=" + seed + "\n" + screen;
            assertIsCivil(screen, again);
            if (screen.exitCode() != 0) {
                assertThat(after).as(again).isEqualTo(before);
            }
            before = after;
        }
        System.out.println("fuzzed, exit codes " + codes + ", -Dwidgets.test.seed=" + seed);
        assertThat(codes).containsKeys(0, 2, 3);
    }

    private static void assertIsCivil(Screen screen, String again) {
        assertThat(screen.exitCode()).as(again).isIn(0, 2, 3);
        assertThat(screen.err()).as(again).doesNotContain("Exception", "\tat ");
        assertThat((screen.out() + screen.err()).codePoints())
                .as(again)
                .allMatch(c -> c == '\n' || TerminalText.isShown(c));
        if (screen.exitCode() != 0) {
            assertThat(screen.err()).as(again).isNotEmpty();
        }
    }

    private String[] arguments() {
        String command = COMMANDS.get(random.nextInt(COMMANDS.size()));
        int count = switch (command) {
            case "add", "associate", "dissociate" -> 3;
            case "list", "rename" -> 2;
            default -> 1;
        };
        String[] arguments = new String[count + 1];
        arguments[0] = command;
        for (int i = 1; i <= count; i++) {
            arguments[i] = i == 3 && random.nextInt(4) > 0 ? "P" : text();
        }
        if (command.equals("list")) {
            arguments[1] = "--name=" + arguments[1];
            arguments[2] = "--after=" + arguments[2];
        }
        return arguments;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    /**
     * Arguments of a process cannot contain NUL, and invalid characters are altered. The serial
     * numbers differ from those of the fuzzer.
     */
    @Test
    void real_processes_take_them_too() {
        for (String text : List.of(
                "own\u001b[2J\u202e", "own'; drop table x; --\n", "own\ud83d\udd27 e\u0301")) {
            CommandProcess process = CommandProcess.start(
                    home,
                    Map.of("WIDGETS_URL", DATABASE.url(), "LC_ALL", "C.UTF-8"),
                    "add",
                    text,
                    text,
                    "P");
            Screen screen = process.end();
            assertIsCivil(screen, text + screen);
            assertThat(screen.exitCode()).as(screen.toString()).isZero();
            assertThat(DATABASE.widgets().find(text).orElseThrow().name()).isEqualTo(text);
        }
    }
}
