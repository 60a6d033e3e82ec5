package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Texts that something on the way may take for something else, through all functions. */
class SerialNumbersTest extends SqlTest {

    private static final String WRENCH = "\uD83D\uDD27";

    static final List<String> ODD_ONES = Stream.of(
                    "NULL",
                    "null",
                    "{",
                    "}",
                    "{}",
                    "\"",
                    "\"\"",
                    "'",
                    "''",
                    "\\",
                    "\\\\",
                    "\\N",
                    ",",
                    ";",
                    "%",
                    "%s",
                    "%I",
                    "$1",
                    "?",
                    "$$",
                    ":port",
                    " ",
                    "  ",
                    "\t",
                    "\n",
                    "\r\nX-Injected: 1",
                    "(",
                    ")",
                    "[0:1]={P}",
                    "--",
                    "/*",
                    "'; drop table widgets_store.widgets; --",
                    "0",
                    "1",
                    "-1",
                    "1e3",
                    "P",
                    "PQ",
                    "serial_number",
                    "t",
                    "true",
                    "caf\u00E9",
                    "cafe\u0301",
                    "a\u030A",
                    "\u00E5",
                    "\u212B",
                    "\u200F\u202Eabc",
                    "\u200B",
                    "\uFEFF",
                    "\uFFFD",
                    "\u0001",
                    "\u007F",
                    "\u0085",
                    "\u2028",
                    WRENCH,
                    "\uDBFF\uDFFD",
                    WRENCH.repeat(255),
                    "x".repeat(255),
                    "a",
                    "A",
                    "\u00E4",
                    "\u0131",
                    "\u0130",
                    "\u00DF",
                    "SS",
                    "\uFF21",
                    "I",
                    "i")
            .distinct()
            .toList();

    @Test
    void every_text_is_a_serial_number_of_its_own() throws Exception {
        for (String serialNumber : ODD_ONES) {
            widgets.add(serialNumber, serialNumber, "PQR");
        }

        assertThat(Rows.of(connection, "select serial_number from widgets.widgets"))
                .containsExactlyInAnyOrderElementsOf(ODD_ONES);
        assertThat(Rows.of(
                        connection,
                        "select count(*) from widgets.widgets where name = serial_number"))
                .containsExactly(Integer.toString(ODD_ONES.size()));
        for (String serialNumber : ODD_ONES) {
            widgets.get(serialNumber);
            assertRefused(
                    () -> widgets.add(serialNumber, "", "P"),
                    "serial_number_is_unique",
                    "serial_number",
                    "The serial number \"" + serialNumber + "\" is already in use.");
        }
    }

    @Test
    void every_text_can_be_a_peer() throws Exception {
        for (String serialNumber : ODD_ONES) {
            widgets.add(serialNumber, "", "PP");
        }
        String last = ODD_ONES.get(ODD_ONES.size() - 1);
        for (String serialNumber : ODD_ONES) {
            widgets.associate(last, serialNumber, "P");
            String pair = last;
            assertRefused(
                    () -> widgets.associate(serialNumber, pair, "P"),
                    "association_is_unique_per_port",
                    "port",
                    "\"%s\" and \"%s\" are associated on port type P."
                            .formatted(serialNumber, last));
            last = serialNumber;
        }
        database.assertSound();
        assertThat(Rows.of(connection, "select count(*) from widgets.slots where peer is null"))
                .containsExactly("0");

        widgets.dissociate(ODD_ONES.get(0), ODD_ONES.get(1), "P");
        for (int i = 0; i < ODD_ONES.size(); i += 2) {
            widgets.remove(ODD_ONES.get(i));
        }
    }

    @Test
    void a_serial_number_of_a_million_characters_is_refused_everywhere() throws Exception {
        String huge = "x".repeat(1_000_000);
        widgets.add("a", "", "P");
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> widgets.add(huge, "", "P"),
                () -> widgets.remove(huge),
                () -> widgets.associate(huge, "a", "P"),
                () -> widgets.dissociate(huge, "a", "P"),
                () -> widgets.get(huge))) {
            assertRefused(
                    call,
                    "serial_number_has_1_to_255_characters",
                    "serial_number",
                    "serial_number has 1000000 characters.");
        }
    }

    @Test
    void a_name_of_16_megabytes_is_refused() throws Exception {
        assertRefused(
                () -> widgets.add("a", "x".repeat(16 << 20), "P"),
                "name_has_at_most_255_characters",
                "name",
                "name has 16777216 characters.");
    }

    @Test
    void nul_is_rejected() throws Exception {
        assertRejected(() -> widgets.add("a\0b", "", "P"), "22021");
        assertRejected(() -> widgets.add("a", "a\0b", "P"), "22021");
    }

    @Test
    void bytes_that_are_no_utf_8_are_rejected() throws Exception {
        assertRejected(
                () -> Rows.of(
                        connection,
                        "select widgets.add_widget(convert_from('\\xc328', 'UTF8'), '', '{P}')"),
                "22021");
        assertRejected(
                () -> Rows.of(
                        connection, "select widgets.add_widget(E'\\xed\\xa0\\x80', '', '{P}')"),
                "22021");
    }

    @Test
    void serial_numbers_are_ordered_by_code_points() throws Exception {
        for (String serialNumber : ODD_ONES) {
            widgets.add(serialNumber, "", "P");
        }

        assertThat(Rows.of(
                        connection,
                        "select serial_number from widgets.widgets order by serial_number"))
                .isSortedAccordingTo((one, other) -> Arrays.compareUnsigned(
                        one.getBytes(StandardCharsets.UTF_8),
                        other.getBytes(StandardCharsets.UTF_8)));
    }
}
