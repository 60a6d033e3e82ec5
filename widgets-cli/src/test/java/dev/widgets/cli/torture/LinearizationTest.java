package dev.widgets.cli.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Histories of two widgets, A and B, written by hand. */
class LinearizationTest {

    private final Scene scene = new Scene();

    @Test
    void calls_one_after_the_other_are_explained() {
        scene.associated();
        scene.found(4, 5, "A", "a PQ P:B");
        scene.call(6, 7, Step.dissociate("B", "A", "P"), CallOutcome.DONE);
        scene.found(8, 9, "B", "b PQ free");
        scene.call(10, 11, Step.remove("A"), CallOutcome.DONE);
        scene.call(12, 13, Step.find("A"), CallOutcome.MISSING);
        scene.atLast("B", "b PQ free");
        scene.isExplained();
    }

    @Test
    void calls_at_the_same_time_may_have_come_in_any_order() {
        scene.call(0, 10, Step.add("A", "a", "P"), CallOutcome.DONE);
        scene.call(1, 9, Step.remove("A"), CallOutcome.DONE);
        scene.call(2, 8, Step.add("A", "b", "Q"), CallOutcome.DONE);
        scene.found(3, 7, "A", "a P free");
        scene.atLast("A", "b Q free");
        scene.isExplained();
    }

    @Test
    void a_write_that_is_lost_is_found() {
        scene.call(0, 1, Step.add("A", "a", "P"), CallOutcome.DONE);
        scene.isImpossible("A");
    }

    @Test
    void a_widget_that_was_added_twice_is_found() {
        scene.call(0, 3, Step.add("A", "a", "P"), CallOutcome.DONE);
        scene.call(1, 2, Step.add("A", "b", "P"), CallOutcome.DONE);
        scene.atLast("A", "a P free");
        scene.isImpossible("A");
    }

    @Test
    void a_stale_reading_is_found() {
        scene.call(0, 1, Step.add("A", "a", "P"), CallOutcome.DONE);
        scene.call(2, 3, Step.remove("A"), CallOutcome.DONE);
        scene.found(4, 5, "A", "a P free");
        scene.isImpossible("A");
    }

    @Test
    void a_reading_that_goes_back_is_found() {
        scene.call(0, 9, Step.add("A", "a", "P"), CallOutcome.DONE);
        scene.found(1, 2, "A", "a P free");
        scene.call(3, 4, Step.find("A"), CallOutcome.MISSING);
        scene.atLast("A", "a P free");
        scene.isImpossible("A");
    }

    @Test
    void a_widget_that_comes_back_is_found() {
        scene.call(0, 1, Step.add("A", "a", "P"), CallOutcome.DONE);
        scene.call(2, 3, Step.remove("A"), CallOutcome.DONE);
        scene.atLast("A", "a P free");
        scene.isImpossible("A");
    }

    @Test
    void a_widget_that_nobody_added_is_found() {
        scene.atLast("A", "a P free");
        scene.isImpossible("A");
    }

    @Test
    void an_association_with_one_end_is_found_at_the_other() {
        scene.associated();
        scene.atLast("A", "a PQ P:B");
        scene.atLast("B", "b PQ free");
        scene.isImpossible("B");
    }

    @Test
    void a_widget_that_was_removed_twice_is_found() {
        scene.call(0, 1, Step.add("A", "a", "P"), CallOutcome.DONE);
        scene.call(2, 4, Step.remove("A"), CallOutcome.DONE);
        scene.call(3, 5, Step.remove("A"), CallOutcome.DONE);
        scene.isImpossible("A");
    }

    @Test
    void an_association_that_was_made_twice_is_found() {
        scene.call(0, 1, Step.add("A", "a", "PP"), CallOutcome.DONE);
        scene.call(0, 1, Step.add("B", "b", "PP"), CallOutcome.DONE);
        scene.call(2, 3, Step.associate("A", "B", "P"), CallOutcome.DONE);
        scene.call(4, 5, Step.associate("B", "A", "P"), CallOutcome.DONE);
        scene.call(6, 7, Step.remove("A"), CallOutcome.DONE);
        scene.call(6, 7, Step.remove("B"), CallOutcome.DONE);
        scene.isImpossible("A", "B");
    }

    @Test
    void a_port_that_was_taken_twice_is_found() {
        scene.associated();
        scene.call(4, 5, Step.add("C", "c", "P"), CallOutcome.DONE);
        scene.call(6, 7, Step.associate("C", "A", "P"), CallOutcome.DONE);
        scene.call(8, 9, Step.remove("A"), CallOutcome.DONE);
        scene.call(8, 9, Step.remove("B"), CallOutcome.DONE);
        scene.call(8, 9, Step.remove("C"), CallOutcome.DONE);
        scene.isImpossible("A");
    }

    @Test
    void a_port_that_a_removal_did_not_free_is_found() {
        scene.associated();
        scene.call(4, 5, Step.remove("A"), CallOutcome.DONE);
        scene.atLast("B", "b PQ P:A");
        scene.isImpossible("B");
    }

    @Test
    void a_refusal_without_its_reason_is_found() {
        scene.associated();
        scene.call(
                4,
                5,
                Step.dissociate("A", "B", "P"),
                CallOutcome.refused("association_exists", ""));
        scene.atLast("A", "a PQ P:B");
        scene.atLast("B", "b PQ P:A");
        scene.isImpossible("A", "B");
    }

    @Test
    void a_refusal_that_misses_one_widget_tells_nothing_of_the_other() {
        scene.call(0, 1, Step.associate("A", "B", "P"), CallOutcome.refused("widget_exists", "B"));
        scene.call(2, 3, Step.add("A", "a", "P"), CallOutcome.DONE);
        scene.call(4, 5, Step.associate("A", "B", "P"), CallOutcome.refused("widget_exists", "B"));
        scene.atLast("A", "a P free");
        scene.isExplained();
        scene.call(4, 5, Step.associate("A", "B", "P"), CallOutcome.refused("widget_exists", "A"));
        scene.atLast("A", "a P free");
        scene.isImpossible("A");
    }

    @Test
    void a_port_is_full_when_it_is_taken_or_was_never_there() {
        scene.associated();
        scene.call(4, 5, Step.associate("A", "C", "P"), CallOutcome.refused("port_is_free", "A"));
        scene.call(4, 5, Step.add("C", "c", "P"), CallOutcome.DONE);
        scene.call(6, 7, Step.associate("A", "C", "Q"), CallOutcome.refused("port_is_free", "C"));
        scene.atLast("A", "a PQ P:B");
        scene.atLast("B", "b PQ P:A");
        scene.atLast("C", "c P free");
        scene.isExplained();
        scene.call(8, 9, Step.associate("A", "C", "Q"), CallOutcome.refused("port_is_free", "A"));
        scene.isImpossible("A");
    }

    @Test
    void a_failed_call_was_not_done() {
        scene.call(0, 1, Step.add("A", "a", "P"), CallOutcome.failed(""));
        scene.isExplained();
        scene.atLast("A", "a P free");
        scene.isImpossible("A");
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
        scene.associated();
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
        scene.isExplained();
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
