package dev.widgets.cli.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Histories of two widgets, A and B, written by hand. */
class LinearizationTest {

    private final Scene scene = new Scene();

    private void isExplained() {
        assertThat(scene.check(1000)).isEqualTo(new Findings(List.of(), List.of()));
    }

    private void isImpossible(String... widgets) {
        Findings findings = scene.check(1000);
        assertThat(findings.undecided()).isEmpty();
        assertThat(findings.violations())
                .extracting(TortureViolation::what)
                .containsExactly(List.of(widgets).stream()
                        .map(one -> "No order of the calls explains the history of " + one)
                        .toArray(String[]::new));
    }

    /** Adds A and B and associates them on P. */
    private void associated() {
        scene.call(0, 1, Step.add("A", "a", "PQ"), CallOutcome.DONE);
        scene.call(0, 1, Step.add("B", "b", "PQ"), CallOutcome.DONE);
        scene.call(2, 3, Step.associate("A", "B", "P"), CallOutcome.DONE);
    }

    @Test
    void calls_one_after_the_other_are_explained() {
        associated();
        scene.found(4, 5, "A", "a PQ P:B");
        scene.call(6, 7, Step.dissociate("B", "A", "P"), CallOutcome.DONE);
        scene.found(8, 9, "B", "b PQ free");
        scene.call(10, 11, Step.remove("A"), CallOutcome.DONE);
        scene.call(12, 13, Step.find("A"), CallOutcome.MISSING);
        scene.atLast("B", "b PQ free");
        isExplained();
    }

    @Test
    void calls_at_the_same_time_may_have_come_in_any_order() {
        scene.call(0, 10, Step.add("A", "a", "P"), CallOutcome.DONE);
        scene.call(1, 9, Step.remove("A"), CallOutcome.DONE);
        scene.call(2, 8, Step.add("A", "b", "Q"), CallOutcome.DONE);
        scene.found(3, 7, "A", "a P free");
        scene.atLast("A", "b Q free");
        isExplained();
    }

    @Test
    void a_write_that_is_lost_is_found() {
        scene.call(0, 1, Step.add("A", "a", "P"), CallOutcome.DONE);
        isImpossible("A");
    }

    @Test
    void a_widget_that_was_added_twice_is_found() {
        scene.call(0, 3, Step.add("A", "a", "P"), CallOutcome.DONE);
        scene.call(1, 2, Step.add("A", "b", "P"), CallOutcome.DONE);
        scene.atLast("A", "a P free");
        isImpossible("A");
    }

    @Test
    void a_stale_reading_is_found() {
        scene.call(0, 1, Step.add("A", "a", "P"), CallOutcome.DONE);
        scene.call(2, 3, Step.remove("A"), CallOutcome.DONE);
        scene.found(4, 5, "A", "a P free");
        isImpossible("A");
    }

    @Test
    void a_reading_that_goes_back_is_found() {
        scene.call(0, 9, Step.add("A", "a", "P"), CallOutcome.DONE);
        scene.found(1, 2, "A", "a P free");
        scene.call(3, 4, Step.find("A"), CallOutcome.MISSING);
        scene.atLast("A", "a P free");
        isImpossible("A");
    }

    @Test
    void a_widget_that_comes_back_is_found() {
        scene.call(0, 1, Step.add("A", "a", "P"), CallOutcome.DONE);
        scene.call(2, 3, Step.remove("A"), CallOutcome.DONE);
        scene.atLast("A", "a P free");
        isImpossible("A");
    }

    @Test
    void a_widget_that_nobody_added_is_found() {
        scene.atLast("A", "a P free");
        isImpossible("A");
    }

    @Test
    void an_association_with_one_end_is_found_at_the_other() {
        associated();
        scene.atLast("A", "a PQ P:B");
        scene.atLast("B", "b PQ free");
        isImpossible("B");
    }

    @Test
    void a_widget_that_was_removed_twice_is_found() {
        scene.call(0, 1, Step.add("A", "a", "P"), CallOutcome.DONE);
        scene.call(2, 4, Step.remove("A"), CallOutcome.DONE);
        scene.call(3, 5, Step.remove("A"), CallOutcome.DONE);
        isImpossible("A");
    }

    @Test
    void an_association_that_was_made_twice_is_found() {
        scene.call(0, 1, Step.add("A", "a", "PP"), CallOutcome.DONE);
        scene.call(0, 1, Step.add("B", "b", "PP"), CallOutcome.DONE);
        scene.call(2, 3, Step.associate("A", "B", "P"), CallOutcome.DONE);
        scene.call(4, 5, Step.associate("B", "A", "P"), CallOutcome.DONE);
        scene.call(6, 7, Step.remove("A"), CallOutcome.DONE);
        scene.call(6, 7, Step.remove("B"), CallOutcome.DONE);
        isImpossible("A", "B");
    }

    @Test
    void a_port_that_was_taken_twice_is_found() {
        associated();
        scene.call(4, 5, Step.add("C", "c", "P"), CallOutcome.DONE);
        scene.call(6, 7, Step.associate("C", "A", "P"), CallOutcome.DONE);
        scene.call(8, 9, Step.remove("A"), CallOutcome.DONE);
        scene.call(8, 9, Step.remove("B"), CallOutcome.DONE);
        scene.call(8, 9, Step.remove("C"), CallOutcome.DONE);
        isImpossible("A");
    }

    @Test
    void a_port_that_a_removal_did_not_free_is_found() {
        associated();
        scene.call(4, 5, Step.remove("A"), CallOutcome.DONE);
        scene.atLast("B", "b PQ P:A");
        isImpossible("B");
    }

    @Test
    void a_refusal_without_its_reason_is_found() {
        associated();
        scene.call(
                4,
                5,
                Step.dissociate("A", "B", "P"),
                CallOutcome.refused("association_exists", ""));
        scene.atLast("A", "a PQ P:B");
        scene.atLast("B", "b PQ P:A");
        isImpossible("A", "B");
    }

    @Test
    void a_refusal_that_misses_one_widget_tells_nothing_of_the_other() {
        scene.call(0, 1, Step.associate("A", "B", "P"), CallOutcome.refused("widget_exists", "B"));
        scene.call(2, 3, Step.add("A", "a", "P"), CallOutcome.DONE);
        scene.call(4, 5, Step.associate("A", "B", "P"), CallOutcome.refused("widget_exists", "B"));
        scene.atLast("A", "a P free");
        isExplained();
        scene.call(4, 5, Step.associate("A", "B", "P"), CallOutcome.refused("widget_exists", "A"));
        scene.atLast("A", "a P free");
        isImpossible("A");
    }

    @Test
    void a_port_is_full_when_it_is_taken_or_was_never_there() {
        associated();
        scene.call(4, 5, Step.associate("A", "C", "P"), CallOutcome.refused("port_is_free", "A"));
        scene.call(4, 5, Step.add("C", "c", "P"), CallOutcome.DONE);
        scene.call(6, 7, Step.associate("A", "C", "Q"), CallOutcome.refused("port_is_free", "C"));
        scene.atLast("A", "a PQ P:B");
        scene.atLast("B", "b PQ P:A");
        scene.atLast("C", "c P free");
        isExplained();
        scene.call(8, 9, Step.associate("A", "C", "Q"), CallOutcome.refused("port_is_free", "A"));
        isImpossible("A");
    }

    @Test
    void an_unknown_call_may_have_been_done() {
        scene.call(0, 1, Step.add("A", "a", "P"), CallOutcome.unknown(""));
        scene.found(2, 3, "A", "a P free");
        scene.atLast("A", "a P free");
        isExplained();
    }

    @Test
    void an_unknown_call_may_not_have_been_done() {
        scene.call(0, 1, Step.add("A", "a", "P"), CallOutcome.unknown(""));
        scene.link(new Link(0, 1, 2));
        scene.call(3, 4, Step.find("A"), CallOutcome.MISSING);
        isExplained();
    }

    @Test
    void an_unknown_call_may_be_done_late() {
        scene.call(0, 1, Step.add("A", "a", "P"), CallOutcome.unknown(""));
        scene.call(2, 3, Step.find("A"), CallOutcome.MISSING);
        scene.found(4, 5, "A", "a P free");
        scene.atLast("A", "a P free");
        isExplained();
    }

    @Test
    void an_unknown_call_is_done_no_later_than_its_backend_is_gone() {
        scene.call(0, 1, Step.add("A", "a", "P"), CallOutcome.unknown(""));
        scene.link(new Link(0, 1, 3));
        scene.call(4, 5, Step.find("A"), CallOutcome.MISSING);
        scene.atLast("A", "a P free");
        isImpossible("A");
    }

    @Test
    void an_unknown_call_is_done_once_at_most() {
        scene.call(0, 1, Step.add("A", "a", "P"), CallOutcome.unknown(""));
        scene.found(2, 3, "A", "a P free");
        scene.call(4, 5, Step.remove("A"), CallOutcome.DONE);
        scene.atLast("A", "a P free");
        isImpossible("A");
    }

    @Test
    void an_unknown_removal_frees_ports_or_not() {
        associated();
        scene.call(4, 5, Step.remove("A"), CallOutcome.unknown(""));
        scene.atLast("A", "a PQ P:B");
        scene.atLast("B", "b PQ P:A");
        isExplained();
    }

    @Test
    void a_removal_frees_a_port_that_an_unknown_call_has_taken() {
        scene.call(0, 1, Step.add("A", "a", "P"), CallOutcome.DONE);
        scene.call(0, 1, Step.add("B", "b", "P"), CallOutcome.DONE);
        scene.call(2, 3, Step.associate("A", "B", "P"), CallOutcome.unknown(""));
        scene.found(4, 5, "B", "b P P:A");
        scene.call(6, 7, Step.remove("A"), CallOutcome.DONE);
        scene.atLast("B", "b P free");
        isExplained();
    }

    @Test
    void an_unknown_call_that_is_done_by_half_is_found() {
        scene.call(0, 1, Step.add("A", "a", "P"), CallOutcome.DONE);
        scene.call(0, 1, Step.add("B", "b", "P"), CallOutcome.DONE);
        scene.call(2, 3, Step.associate("A", "B", "P"), CallOutcome.DONE);
        scene.call(4, 5, Step.dissociate("A", "B", "P"), CallOutcome.unknown(""));
        scene.link(new Link(0, 4, 6));
        scene.found(7, 8, "A", "a P P:B");
        scene.atLast("A", "a P free");
        scene.atLast("B", "b P free");
        isImpossible("A");
    }

    @Test
    void a_failed_call_was_not_done() {
        scene.call(0, 1, Step.add("A", "a", "P"), CallOutcome.failed(""));
        isExplained();
        scene.atLast("A", "a P free");
        isImpossible("A");
    }

    @Test
    void too_many_explanations_are_undecided_and_not_passed() {
        for (int i = 0; i < 30; i++) {
            scene.call(0, 100, Step.add("A", "a" + i, "P"), CallOutcome.unknown(""));
            scene.call(0, 100, Step.remove("A"), CallOutcome.unknown(""));
        }
        scene.call(50, 51, Step.add("A", "b", "P"), CallOutcome.DONE);
        Findings findings = scene.check(1000);
        assertThat(findings.violations()).isEmpty();
        scene.atLast("A", "c P free");
        assertThat(scene.check(1000)).isEqualTo(new Findings(List.of(), List.of("A")));
    }

    @Test
    void what_cannot_be_explained_is_shown() {
        associated();
        scene.found(4, 5, "A", "a PQ P:B");
        scene.found(6, 7, "A", "a PQ free");
        scene.atLast("A", "a PQ P:B");
        scene.atLast("B", "b PQ P:A");
        assertThat(scene.check(1000).violations().get(0).lines())
                .containsExactly(
                        "  0.000000 to 0.000001  singular 0  add A PQ a: done",
                        "  0.000002 to 0.000003  singular 2  associate A B P: done",
                        "  0.000004 to 0.000005  singular 3  find A: found a PQ P:B",
                        "then the widget is PQ, P:B, named a, and none of these events can come"
                                + " next:",
                        "  0.000006 to 0.000007  singular 4  find A: found a PQ free");
    }

    @Test
    void a_bad_argument_is_refused_by_its_rule_and_no_other() {
        Step bad = Step.associate("A", "A", "P");
        scene.call(0, 1, bad, CallOutcome.refused("no_self_association", ""));
        isExplained();
        scene.call(2, 3, bad, CallOutcome.DONE);
        scene.call(2, 3, bad, CallOutcome.refused("widget_exists", "A"));
        scene.call(2, 3, Step.remove("A"), CallOutcome.refused("no_self_association", ""));
        assertThat(scene.check(1000).violations())
                .extracting(TortureViolation::what)
                .contains(
                        "The rule no_self_association forbids this call",
                        "This rule does not apply to this call")
                .hasSizeGreaterThanOrEqualTo(3);
    }
}
