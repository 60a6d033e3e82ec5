package dev.widgets.cli.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks a history against the rules: first each call alone, then all events of each widget
 * together.
 */
final class HistoryChecker {

    /** Search steps for one widget, in addition to a few for each of its events. */
    static final int PATIENCE = 500_000;

    private static final int STEPS_A_MOVE = 10;

    private static final Map<Action, Set<String>> REFUSALS = Map.of(
            Action.ADD, Set.of("serial_number_is_unique"),
            Action.REMOVE, Set.of("widget_exists"),
            Action.ASSOCIATE,
                    Set.of("widget_exists", "port_is_free", "association_is_unique_per_port"),
            Action.DISSOCIATE, Set.of("widget_exists", "association_exists"),
            Action.FIND, Set.of());

    private final CallHistory history;
    private final int patience;
    private final List<TortureViolation> violations = new ArrayList<>();
    private final List<String> undecided = new ArrayList<>();

    private HistoryChecker(CallHistory history, int patience) {
        this.history = history;
        this.patience = patience;
    }

    /** Checks a history, with a limited number of search steps for each widget. */
    static Findings of(CallHistory history, int patience) {
        HistoryChecker check = new HistoryChecker(history, patience);
        history.calls().forEach(check::call);
        new TreeMap<>(Events.of(history)).forEach(check::widget);
        return new Findings(check.violations, check.undecided);
    }

    private void call(RecordedCall call) {
        complaint(call)
                .ifPresent(complaint ->
                        violations.add(new TortureViolation(complaint, List.of(call.toString()))));
    }

    /** Returns what is wrong with a call, whatever the state of the registry. */
    private static Optional<String> complaint(RecordedCall call) {
        if (call.is(OutcomeKind.WRONG)) {
            return Optional.of("This outcome is not documented");
        }
        Optional<String> forbidden = call.step().forbiddenBy();
        if (call.is(OutcomeKind.REFUSED)) {
            String rule = call.outcome().rule();
            boolean expected = forbidden
                    .map(rule::equals)
                    .orElse(REFUSALS.getOrDefault(call.step().action(), Set.of())
                            .contains(rule));
            return expected
                    ? Optional.empty()
                    : Optional.of("This rule does not apply to this" + " call");
        }
        return forbidden.isPresent() && call.outcome().isAnswer()
                ? Optional.of("The rule " + forbidden.get() + " forbids this call")
                : Optional.empty();
    }

    private void widget(String serialNumber, List<Event> events) {
        Linearization search = new Linearization(events);
        switch (search.search(patience + STEPS_A_MOVE * events.size())) {
            case EXPLAINED -> {
                // all is well
            }
            case IMPOSSIBLE ->
                violations.add(new TortureViolation(
                        "No order of the calls explains the history of " + serialNumber,
                        search.deepest().lines(history.begin())));
            case UNDECIDED -> undecided.add(serialNumber);
        }
    }
}
