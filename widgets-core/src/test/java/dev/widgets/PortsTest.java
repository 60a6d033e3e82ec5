package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write, and values that check themselves. */
@Tag("once")
class PortsTest {

    @ParameterizedTest
    @ValueSource(strings = {"PRP", "ppr", "P,P,R", " p r p ", "RPp"})
    void ports_are_the_same_however_they_are_written(String text) {
        assertThat(Ports.parse(text)).isEqualTo(Ports.of(PortType.P, PortType.P, PortType.R));
        assertThat(Ports.parse(text)).hasToString("PPR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "PPPP", "X", "PQX", "P-Q", "\uD83D\uDD29", "\u0131"})
    void what_are_no_ports_is_refused_by_name(String text) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Ports.parse(text))
                .satisfies(e -> assertThat(e.rule()).isEqualTo(Rule.WIDGET_HAS_1_TO_3_PORTS));
    }

    @Test
    void a_list_of_ports_is_not_changed_from_outside() {
        List<PortType> types = new java.util.ArrayList<>(List.of(PortType.R, PortType.P));
        Ports ports = new Ports(types);
        types.clear();
        assertThat(ports.types()).containsExactly(PortType.P, PortType.R);
    }

    @Test
    void a_port_type_is_one_letter_in_either_case() {
        assertThat(PortType.parse(" q ")).isEqualTo(PortType.Q);
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> PortType.parse("PQ"))
                .withMessage("A port type must be P, Q or R. port is 'PQ'.");
    }

    @Test
    void time_limits_are_positive_and_the_sockets_is_the_longest() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TimeLimits(second, second, second, second));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new TimeLimits(Duration.ZERO, second, second, Duration.ofSeconds(2)));
    }

    @Test
    void names_of_roles_are_four_different_ones() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RoleNames("a", "b", "c", "a"))
                .withMessageContaining("given twice");
        assertThatIllegalArgumentException().isThrownBy(() -> new RoleNames("pg_a", "b", "c", "d"));
    }

    @Test
    void a_url_of_another_database_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WidgetPool.open(
                        "jdbc:mysql://x/y", new Properties(), 1, TimeLimits.DEFAULT));
    }

    @Test
    void the_rules_have_the_names_of_the_database() {
        assertThat(Rule.ofSqlName("port_is_free")).hasValue(Rule.PORT_IS_FREE);
        assertThat(Rule.ofSqlName("PORT_IS_FREE")).isEmpty();
    }
}
