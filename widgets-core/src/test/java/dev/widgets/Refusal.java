package dev.widgets;

import static java.util.Map.entry;

import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What the server says when a rule refuses something; what it leaves out is null. */
public record Refusal(
        String state,
        String message,
        String detail,
        String constraint,
        String column,
        String hint) {

    private record Sentence(String state, String message) {}

    private static final Map<String, Sentence> RULES = Map.ofEntries(
            rule(
                    "serial_number_is_unique",
                    "PT409",
                    "A widget with this serial number already exists."),
            rule("widget_exists", "PT404", "The widget does not exist."),
            rule("port_is_free", "PT409", "The widget has no free port of this type."),
            rule(
                    "association_is_unique_per_port",
                    "PT409",
                    "The widgets are already associated on this port type."),
            rule(
                    "association_exists",
                    "PT404",
                    "The widgets are not associated on this port type."),
            rule("no_self_association", "PT422", "A widget cannot be associated with itself."),
            rule(
                    "serial_number_has_1_to_255_characters",
                    "23514",
                    "A serial number must have 1 to 255 characters."),
            rule(
                    "name_has_at_most_255_characters",
                    "23514",
                    "A name must have at most 255 characters."),
            rule(
                    "widget_has_1_to_3_ports",
                    "23514",
                    "A widget must have 1 to 3 ports, each of type P, Q or R."),
            rule("port_is_p_q_or_r", "23514", "A port type must be P, Q or R."),
            rule("associations_are_sound", "XX001", "The associations of the widget are damaged."));

    private static Map.Entry<String, Sentence> rule(String name, String state, String message) {
        return entry(name, new Sentence(state, message));
    }

    /** The names of the rules. */
    static Set<String> rules() {
        return RULES.keySet();
    }

    /** What a rule is to say of an argument. */
    static Refusal of(String rule, String argument, String hint) {
        Sentence sentence = Objects.requireNonNull(RULES.get(rule), rule);
        return new Refusal(sentence.state, sentence.message, rule, rule, argument, hint);
    }

    static Refusal of(SQLException e) {
        ServerErrorMessage said = ((PSQLException) e).getServerErrorMessage();
        Objects.requireNonNull(said, e.toString());
        return new Refusal(
                said.getSQLState(),
                said.getMessage(),
                said.getDetail(),
                said.getConstraint(),
                said.getColumn(),
                said.getHint());
    }
}
