package dev.widgets.cli.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {

    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();

    @Test
    void completion_prints_a_script_that_bash_reads() throws Exception {
        Path script = write(terminal.run("completion", "bash"));
        assertThat(exitCode("bash", "-n", script.toString())).isZero();
        assertThat(terminal.run("completion").out()).isEqualTo(Files.readString(script));
    }

    @Test
    void bash_completes_commands_options_and_formats() throws Exception {
        Path script = write(terminal.run("completion", "bash"));
        assertThat(complete(script, "widgets", "dis")).isEqualTo("dissociate distribute");
        assertThat(complete(script, "widgets", "list", "--fr")).isEqualTo("--free");
        assertThat(complete(script, "widgets", "list", "-o", "cs")).isEqualTo("csv");
        assertThat(complete(script, "widgets", "list", "--free", "")).isEqualTo("P Q R");
        assertThat(complete(script, "widgets", "associate", "W-1", "W-2", "")).isEqualTo("P Q R");
        assertThat(complete(script, "widgets", "help", "diss")).isEqualTo("dissociate");
        assertThat(complete(script, "widgets", "bench", "--mode", "=")).startsWith("singular ");
        assertThat(complete(script, "widgets", "bench", "--mode", "=", "co"))
                .isEqualTo("coalesced");
        assertThat(complete(script, "widgets", "bench", "--mode", "=", "raw", "--ver"))
                .isEqualTo("--verbose");
    }

    @Test
    void completion_prints_a_script_that_zsh_reads() throws Exception {
        assumeTrue(isThere("zsh"), "zsh is not installed");
        Path script = write(terminal.run("completion", "zsh"));
        assertThat(exitCode("zsh", "-n", script.toString())).isZero();
    }

    /** Seen to fail without conditions, without the values of options and with raw quotes. */
    @Test
    void fish_completes_commands_options_and_formats() throws Exception {
        Path script = write(terminal.run("completion", "fish"));
        assertThat(Files.readAllLines(script))
                .allMatch(line -> line.matches("complete -c widgets -n '[a-z_ -]+' .*"))
                .contains("complete -c widgets -n '__fish_use_subcommand' -f -a show"
                        + " -d 'Show a widget with its ports and peers'");
        assumeTrue(isThere("fish"), "fish is not installed");
        assertThat(completeInFish(script, "widgets di")).startsWith("dissociate\t");
        assertThat(completeInFish(script, "widgets list --fr")).startsWith("--free\t");
        assertThat(completeInFish(script, "widgets list -o cs")).startsWith("csv");
        assertThat(completeInFish(script, "widgets help dis")).startsWith("dissociate");
    }

    private static String completeInFish(Path script, String line) throws Exception {
        Process fish = new ProcessBuilder(
                        "fish",
                        "-N",
                        "-c",
                        "source $argv[1]; complete -C $argv[2]",
                        script.toString(),
                        line)
                .redirectErrorStream(true)
                .start();
        return new String(
                fish.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void completion_refuses_another_shell() {
        Screen screen = terminal.run("completion", "tcsh");
        assertThat(screen.err()).contains("expected one of [bash, zsh, fish]");
        assertThat(screen.exitCode()).isEqualTo(2);
    }

    @Test
    void man_writes_pages_that_man_shows() throws Exception {
        terminal.run("man", folder.resolve("man1").toString())
                .shows(
                        0,
                        "",
                        "Wrote " + (Terminal.commandNames().size() + 1) + " pages to "
                                + folder.resolve("man1") + ".\n");
        assumeTrue(isThere("man"), "man is not installed");
        for (String page : new String[] {"widgets", "widgets-list"}) {
            Process man = new ProcessBuilder(
                            "man",
                            "--warnings",
                            "-l",
                            folder.resolve("man1/" + page + ".1").toString())
                    .redirectErrorStream(true)
                    .start();
            String shown = new String(
                    man.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(man.waitFor()).isZero();
            assertThat(shown)
                    .contains("SYNOPSIS", "EXIT STATUS", "ENVIRONMENT", "FILES", "SEE ALSO")
                    .doesNotContain("warning");
        }
    }

    @Test
    void man_says_why_it_cannot_write() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Screen screen = terminal.run("man", file.toString());
        assertThat(screen.err()).startsWith("widgets: Could not write the manual pages: ");
        assertThat(screen.exitCode()).isEqualTo(1);
    }

    private Path write(Screen screen) throws IOException {
        assertThat(screen.exitCode()).isZero();
        return Files.writeString(folder.resolve("script"), screen.out());
    }

    /** Returns the completions that bash offers for the last word. */
    private static String complete(Path script, String... words) throws Exception {
        String test = """
                source "$0"
                COMP_WORDS=("$@")
                COMP_CWORD=$(($# - 1))
                COMP_LINE="$*"
                COMP_POINT=${#COMP_LINE}
                _complete_widgets
                echo "${COMPREPLY[*]}"
                """;
        java.util.List<String> command =
                new java.util.ArrayList<>(java.util.List.of("bash", "-c", test, script.toString()));
        command.addAll(java.util.List.of(words));
        Process bash = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(
                        bash.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8)
                .strip();
    }

    private static int exitCode(String... command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static boolean isThere(String program) {
        return java.util.Arrays.stream(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }
}
