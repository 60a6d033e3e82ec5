package dev.widgets.cli.serve;

import dev.widgets.RefusedException;
import dev.widgets.Rule;

/** What a refusal of the library is as an answer: the same as the database's own words. */
final class Refusals {

    private Refusals() {}

    static Problem of(RefusedException refusal) {
        String message = String.valueOf(refusal.getMessage());
        // the fixed sentence of the rule, and then its hint
        int end = message.indexOf(". ");
        String sentence = end < 0 ? message : message.substring(0, end + 1);
        String hint = end < 0 ? null : message.substring(end + 2);
        return problem(refusal.rule(), sentence).withHint(hint);
    }

    /** What get_widget says where there is none. */
    static Problem noSuchWidget(String serialNumber) {
        return problem(Rule.WIDGET_EXISTS, "There is no widget with this serial number.")
                .withHint("No widget has the serial number \"" + serialNumber + "\".");
    }

    private static Problem problem(Rule rule, String sentence) {
        String state = sqlState(rule);
        int status = state.startsWith("PT") ? Integer.parseInt(state.substring(2)) : 400;
        return Problem.of(status, state, sentence).withDetails(rule.sqlName());
    }

    private static String sqlState(Rule rule) {
        return switch (rule) {
            case SERIAL_NUMBER_IS_UNIQUE, PORT_IS_FREE, ASSOCIATION_IS_UNIQUE_PER_PORT -> "PT409";
            case WIDGET_EXISTS, ASSOCIATION_EXISTS -> "PT404";
            case NO_SELF_ASSOCIATION -> "PT422";
            case SERIAL_NUMBER_HAS_1_TO_255_CHARACTERS,
                    NAME_HAS_AT_MOST_255_CHARACTERS,
                    WIDGET_HAS_1_TO_3_PORTS,
                    PORT_IS_P_Q_OR_R,
                    LIMIT_IS_POSITIVE -> "23514";
            case TEXT_IS_UNICODE -> "22021";
        };
    }
}
