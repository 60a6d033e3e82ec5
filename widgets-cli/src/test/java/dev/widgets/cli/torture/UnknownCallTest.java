package dev.widgets.cli.torture;

import org.junit.jupiter.api.Test;

/** Histories of calls whose outcome is unknown, written by hand. */
class UnknownCallTest {

    private final Scene scene = new Scene();

    @Test
    void an_unknown_call_may_have_been_done() {
        scene.call(0, 1, Step.add("A", "a", "P"), CallOutcome.unknown(""));
        scene.found(2, 3, "A", "a P free");
        scene.atLast("A", "a P free");
        scene.isExplained();
    }

    @Test
    void an_unknown_call_may_not_have_been_done() {
        scene.call(0, 1, Step.add("A", "a", "P"), CallOutcome.unknown(""));
        scene.link(new Link(0, 1, 2));
        scene.call(3, 4, Step.find("A"), CallOutcome.MISSING);
        scene.isExplained();
    }

    @Test
    void an_unknown_call_may_be_done_late() {
        scene.call(0, 1, Step.add("A", "a", "P"), CallOutcome.unknown(""));
        scene.call(2, 3, Step.find("A"), CallOutcome.MISSING);
        scene.found(4, 5, "A", "a P free");
        scene.atLast("A", "a P free");
        scene.isExplained();
    }

    @Test
    void an_unknown_call_is_done_no_later_than_its_backend_is_gone() {
        scene.call(0, 1, Step.add("A", "a", "P"), CallOutcome.unknown(""));
        scene.link(new Link(0, 1, 3));
        scene.call(4, 5, Step.find("A"), CallOutcome.MISSING);
        scene.atLast("A", "a P free");
        scene.isImpossible("A");
    }

    @Test
    void an_unknown_call_is_done_once_at_most() {
        scene.call(0, 1, Step.add("A", "a", "P"), CallOutcome.unknown(""));
        scene.found(2, 3, "A", "a P free");
        scene.call(4, 5, Step.remove("A"), CallOutcome.DONE);
        scene.atLast("A", "a P free");
        scene.isImpossible("A");
    }

    @Test
    void an_unknown_removal_frees_ports_or_not() {
        scene.associated();
        scene.call(4, 5, Step.remove("A"), CallOutcome.unknown(""));
        scene.atLast("A", "a PQ P:B");
        scene.atLast("B", "b PQ P:A");
        scene.isExplained();
    }

    @Test
    void a_removal_frees_a_port_that_an_unknown_call_has_taken() {
        scene.call(0, 1, Step.add("A", "a", "P"), CallOutcome.DONE);
        scene.call(0, 1, Step.add("B", "b", "P"), CallOutcome.DONE);
        scene.call(2, 3, Step.associate("A", "B", "P"), CallOutcome.unknown(""));
        scene.found(4, 5, "B", "b P P:A");
        scene.call(6, 7, Step.remove("A"), CallOutcome.DONE);
        scene.atLast("B", "b P free");
        scene.isExplained();
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
        scene.isImpossible("A");
    }
}
