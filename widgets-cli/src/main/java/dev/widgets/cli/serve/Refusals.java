package dev.widgets.cli.serve;

import dev.widgets.RefusedException;
import dev.widgets.Rule;

/** Maps refusals of the library to responses with the same text as those of the database. */
final class Refusals {

    private Refusals() {}

    static Problem of(RefusedException refusal) {
        String hint = refusal.hint();
        return problem(refusal.rule(), refusal.sqlState(), refusal.sentence())
                .withHint(hint.isEmpty() ? null : hint);
    }

    /** Returns the error of get_widget for a widget that does not exist. */
    static Problem noSuchWidget(String serialNumber) {
        return problem(Rule.WIDGET_EXISTS, "PT404", "The widget does not exist.")
                .withHint("No widget has the serial number \"" + serialNumber + "\".");
    }

    private static Problem problem(Rule rule, String state, String sentence) {
        int status = state.startsWith("PT") ? Integer.parseInt(state.substring(2)) : 400;
        return Problem.of(status, state, sentence).withDetails(rule.sqlName());
    }
}
