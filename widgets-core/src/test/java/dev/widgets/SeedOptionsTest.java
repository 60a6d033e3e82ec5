package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("once")
final class SeedOptionsTest {

    @ParameterizedTest
    @CsvSource({
        "W-%010d, 42, W-0000000042",
        "%d, 42, 42",
        "100%%-%03d-x, 42, 100%-042-x",
        "%03d, 12345, 12345",
        "ü𝄞%01d, 7, ü𝄞7"
    })
    void a_pattern_makes_serial_numbers_and_finds_their_index(
            String text, long index, String serialNumber) {
        SerialPattern pattern = SerialPattern.parse(text);
        assertThat(pattern.serialNumber(index)).isEqualTo(serialNumber);
        assertThat(pattern.index(serialNumber)).isEqualTo(index);
        assertThat(SerialPattern.parse(pattern.toString())).isEqualTo(pattern);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "W", "%", "%s", "%d%d", "%5d", "%-5d", "%00d", "50%-%d", "%01000d"})
    void what_is_no_pattern_is_refused_with_an_example(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SerialPattern.parse(text))
                .withMessage(
                        "A pattern of serial numbers must contain %d once, or %010d for ten digits, and %% for a percent"
                                + " sign, such as W-%010d, unlike '" + text + "'.");
    }

    @Test
    void a_pattern_that_could_make_too_long_or_unstorable_serial_numbers_is_refused() {
        assertThat(SerialPattern.parse("x".repeat(237) + "%d").serialNumber(1)).hasSize(238);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SerialPattern.parse("x".repeat(238) + "%d"))
                .withMessageContaining("256 characters; the maximum is 255");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SerialPattern.parse("a\0%d"))
                .withMessageContaining("NUL");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SerialPattern.parse("\uD800%d"))
                .withMessageContaining("surrogate");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P",
                "P=",
                "P=1.5",
                "P=-1",
                "X=1",
                "PPPP=1",
                "P=1,P=2",
                "PQ=1,QP=2",
                "P=0,Q=0",
                "P=2000000",
                "P=1,,Q=1"
            })
    void wrong_port_weights_are_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PortWeights.parse(text));
    }

    @Test
    void port_weights_are_read_in_any_order_of_letters_and_written_as_they_are_read() {
        PortWeights weights = PortWeights.parse("rPr=3, q=1");
        assertThat(weights).hasToString("PRR=3,Q=1");
        assertThat(PortWeights.parse(PortWeights.DEFAULT.toString()))
                .isEqualTo(PortWeights.DEFAULT);
        assertThat(PortWeights.DEFAULT.weights()).hasSize(19);
        assertThat(PortWeights.DEFAULT.portsPerWidget()).isEqualTo(2);
    }

    @Test
    void options_out_of_range_are_refused_with_their_value() {
        SeedOptions options = SeedOptions.of(10);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeedOptions.of(0))
                .withMessage("The count must be at least 1, not 0.");
        assertThatIllegalArgumentException().isThrownBy(() -> options.withStart(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withStart(999_999_999_999_999_991L));
        assertThatIllegalArgumentException().isThrownBy(() -> options.withAssociated(1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> options.withAssociated(-0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> options.withAssociated(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> options.withJobs(0));
        assertThatIllegalArgumentException().isThrownBy(() -> options.withJobs(65));
    }
}
