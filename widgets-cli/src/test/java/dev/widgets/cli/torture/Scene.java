package dev.widgets.cli.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds a history by hand; times are in microseconds. */
final class Scene {

    private static final long MICROSECOND = 1000;
    private static final long END = 1_000_000;

    private final List<RecordedCall> calls = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final Map<String, WidgetState> states = new TreeMap<>();

    void call(long begun, long ended, Step step, CallOutcome outcome) {
        calls.add(new RecordedCall(
                String.valueOf(calls.size()),
                Transport.SINGULAR,
                step,
                outcome,
                begun * MICROSECOND,
                ended * MICROSECOND));
    }

    void found(long begun, long ended, String serialNumber, String state) {
        call(begun, ended, Step.find(serialNumber), CallOutcome.found(WidgetState.parse(state)));
    }

    /** Adds a connection that broke. */
    void link(Link link) {
        links.add(new Link(
                link.opened() * MICROSECOND,
                link.broken() * MICROSECOND,
                link.gone() * MICROSECOND));
    }

    void atLast(String serialNumber, String state) {
        states.put(serialNumber, WidgetState.parse(state));
    }

    Findings check(int patience) {
        Deadlines deadlines = new Deadlines(links, END * MICROSECOND);
        List<RecordedCall> ended = calls.stream()
                .map(call -> call.isOpen() ? deadlines.apply(call) : call)
                .sorted(Comparator.comparingLong(RecordedCall::begun))
                .toList();
        return HistoryChecker.of(
                new CallHistory(ended, states, 0, END * MICROSECOND, Map.of()), patience);
    }

    /** Asserts that an order of the calls explains the history. */
    void isExplained() {
        assertThat(check(1000)).isEqualTo(new Findings(List.of(), List.of()));
    }

    /** Asserts that no order of the calls explains the histories of these widgets. */
    void isImpossible(String... widgets) {
        Findings findings = check(1000);
        assertThat(findings.undecided()).isEmpty();
        assertThat(findings.violations())
                .extracting(TortureViolation::what)
                .containsExactly(List.of(widgets).stream()
                        .map(one -> "No order of the calls explains the history of " + one)
                        .toArray(String[]::new));
    }

    /** Adds A and B and associates them on P. */
    void associated() {
        call(0, 1, Step.add("A", "a", "PQ"), CallOutcome.DONE);
        call(0, 1, Step.add("B", "b", "PQ"), CallOutcome.DONE);
        call(2, 3, Step.associate("A", "B", "P"), CallOutcome.DONE);
    }
}
