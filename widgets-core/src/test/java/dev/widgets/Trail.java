package dev.widgets;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * One caller that remembers every state of its widgets and when it brought it about, for a server
 * that may go back to an earlier one.
 */
final class Trail {

    /**
     * What its widgets were from some moment within a call on.
     *
     * @param returned when it was told so, {@link Long#MAX_VALUE} if it never was
     */
    private record Step(List<String> table, long invoked, long returned) {

        boolean isTold() {
            return returned < Long.MAX_VALUE;
        }
    }

    /** Moments at one of which the server stood still, if this caller has lost so many changes. */
    record Span(long from, long to, int lost) {

        boolean includes(long moment) {
            return from <= moment && moment <= to;
        }
    }

    /** So many that hardly a state comes again. */
    private static final int WIDGETS = 20;

    private final String prefix;
    private final long seed;
    private final WidgetRepository widgets;
    private final RegistryModel registry = new RegistryModel();
    private final List<Step> steps = new ArrayList<>();
    private final Ledger ledger;

    Trail(String prefix, long seed, WidgetRepository widgets) {
        this.prefix = prefix;
        this.seed = seed;
        this.widgets = widgets;
        ledger = new Ledger(prefix, WIDGETS, seed, this::perform);
        steps.add(new Step(registry.table(), Long.MIN_VALUE, Long.MIN_VALUE));
    }

    private Ledger.Outcome perform(Call call) {
        long invoked = System.nanoTime();
        Ledger.Outcome outcome = Ledger.perform(widgets, call);
        long returned = outcome == Ledger.Outcome.DONE ? System.nanoTime() : Long.MAX_VALUE;
        boolean may = outcome == Ledger.Outcome.DONE || outcome == Ledger.Outcome.UNKNOWN;
        if (may && registry.apply(call).equals(Call.DONE)) {
            steps.add(new Step(registry.table(), invoked, returned));
        }
        return outcome;
    }

    /** Works until an operation is neither done nor refused. */
    void walk() {
        Ledger.Outcome outcome;
        do {
            outcome = ledger.step();
        } while (outcome == Ledger.Outcome.DONE || outcome == Ledger.Outcome.REFUSED);
    }

    /** How many changes it was told of. */
    int done() {
        return told(steps) - 1;
    }

    private static int told(List<Step> some) {
        return (int) some.stream().filter(Step::isTold).count();
    }

    /** Where it may have been cut off, if this is what was left; nowhere if it never was so. */
    List<Span> spans(RegistryModel found) {
        List<String> table = found.only(prefix).table();
        return IntStream.range(0, steps.size())
                .filter(i -> steps.get(i).table().equals(table))
                .mapToObj(this::span)
                .toList();
    }

    private Span span(int last) {
        List<Step> lost = steps.subList(last + 1, steps.size());
        return new Span(
                steps.get(last).invoked(),
                lost.isEmpty() ? Long.MAX_VALUE : lost.get(0).returned(),
                told(lost));
    }

    /** Goes on from what is there until it is to stop, whatever becomes of its calls. */
    Ledger goOn(RegistryModel found, BooleanSupplier stops) {
        Ledger next = Ledger.over(prefix, seed, widgets);
        next.goOn(found);
        while (!stops.getAsBoolean()) {
            next.step();
        }
        return next;
    }
}
