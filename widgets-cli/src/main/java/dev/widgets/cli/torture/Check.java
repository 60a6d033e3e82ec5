package dev.widgets.cli.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks a history against the rules: each call by itself, and the calls of each widget together.
 */
final class Check {

    /** Steps of the search for one widget, beside a few for each of its moves. */
    static final int PATIENCE = 500_000;

    private static final int STEPS_A_MOVE = 10;

    private static final Map<Verb, Set<String>> REFUSALS = Map.of(
            Verb.ADD, Set.of("serial_number_is_unique"),
            Verb.REMOVE, Set.of("widget_exists"),
            Verb.ASSOCIATE,
                    Set.of("widget_exists", "port_is_free", "association_is_unique_per_port"),
            Verb.DISSOCIATE, Set.of("widget_exists", "association_exists"),
            Verb.FIND, Set.of());

    private final History history;
    private final int patience;
    private final List<Violation> violations = new ArrayList<>();
    private final List<String> undecided = new ArrayList<>();

    private Check(History history, int patience) {
        this.history = history;
        this.patience = patience;
    }

    /** Checks it all, with so much patience for each widget. */
    static Findings of(History history, int patience) {
        Check check = new Check(history, patience);
        history.calls().forEach(check::call);
        new TreeMap<>(Moves.of(history)).forEach(check::widget);
        return new Findings(check.violations, check.undecided);
    }

    private void call(Call call) {
        complaint(call)
                .ifPresent(complaint ->
                        violations.add(new Violation(complaint, List.of(call.toString()))));
    }

    /** What is wrong with a call whatever the registry holds. */
    private static Optional<String> complaint(Call call) {
        if (call.is(Kind.WRONG)) {
            return Optional.of("No documentation tells of this outcome");
        }
        Optional<String> forbidden = call.step().forbiddenBy();
        if (call.is(Kind.REFUSED)) {
            String rule = call.outcome().rule();
            boolean expected = forbidden
                    .map(rule::equals)
                    .orElse(REFUSALS.getOrDefault(call.step().verb(), Set.of()).contains(rule));
            return expected ? Optional.empty() : Optional.of("This rule does not forbid this call");
        }
        return forbidden.isPresent() && call.outcome().isAnswer()
                ? Optional.of("The rule " + forbidden.get() + " forbids this call")
                : Optional.empty();
    }

    private void widget(String serialNumber, List<Move> moves) {
        Linearization search = new Linearization(moves);
        switch (search.search(patience + STEPS_A_MOVE * moves.size())) {
            case EXPLAINED -> {
                // all is well
            }
            case IMPOSSIBLE ->
                violations.add(new Violation(
                        "No order of its calls explains the history of " + serialNumber,
                        search.deepest().lines(history.begin())));
            case UNDECIDED -> undecided.add(serialNumber);
        }
    }
}
