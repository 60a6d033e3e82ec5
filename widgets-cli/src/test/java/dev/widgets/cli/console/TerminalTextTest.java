package dev.widgets.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTextTest {

    @Test
    void characters_that_move_the_cursor_colour_or_hide_are_escaped() {
        assertThat(TerminalText.of("a\nb\tc\rd\u0000\u001b\u007f\u0085\u202e\u2028\ufeff\u200b"))
                .isEqualTo(
                        "a\\nb\\tc\\rd\\u{0}\\u{1b}\\u{7f}\\u{85}\\u{202e}\\u{2028}\\u{feff}\\u{200b}");
    }

    @Test
    void letters_marks_and_joined_emoji_are_left_alone() {
        String text =
                "e\u0301 \u05d0 \u0915\u094d\u200d\u0937 \ud83d\udc69\u200d\ud83d\udd27 \u00a0";
        assertThat(TerminalText.of(text)).isEqualTo(text);
    }

    @Test
    void two_texts_never_look_the_same() {
        assertThat(TerminalText.of("a\\nb"))
                .isEqualTo("a\\\\nb")
                .isNotEqualTo(TerminalText.of("a\nb"));
        assertThat(TerminalText.inSentence("C:\\pump\n")).isEqualTo("C:\\pump\\n");
    }

    @Test
    void widths_are_those_of_a_terminal() {
        assertThat(TerminalText.width("pump")).isEqualTo(4);
        assertThat(TerminalText.width("e\u0301")).isEqualTo(1);
        assertThat(TerminalText.width("水管")).isEqualTo(4);
        assertThat(TerminalText.width("\ud83d\udd27")).isEqualTo(2);
        assertThat(TerminalText.padRight("水", 4) + "|").isEqualTo("水  |");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"W-1", "a b", "it's", "-x", "a\nb'\\", "\u001b[31m", "$HOME`id`", "é\u202e"})
    void arguments_are_quoted_so_that_bash_reads_them_as_they_were(String text) throws Exception {
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "printf '%s|' " + Shell.argument(text).replaceFirst("^-- ", ""))
                .start();
        String read = new String(
                bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(read).isEqualTo(text + "|");
    }
}
