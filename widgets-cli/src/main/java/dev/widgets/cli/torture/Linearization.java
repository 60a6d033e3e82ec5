package dev.widgets.cli.torture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Searches for an order of the events of one widget that explains every answer: each event takes
 * effect at one moment between its start and its end; an open event takes effect at such a moment
 * or never. This is the search of Wing and Gong (Testing and verifying concurrent objects, 1993)
 * with the cache of Lowe (Testing for linearizability, 2017), as in Knossos and Porcupine.
 *
 * <p>An observation that fits is taken immediately, because it changes nothing. An open event is
 * taken only if no other event fits.
 */
final class Linearization {

    /** The result of the search. */
    enum Answer {
        EXPLAINED,
        IMPOSSIBLE,
        /** The search reached its limit of steps. */
        UNDECIDED
    }

    private static final Comparator<Candidate> KNOWN_FIRST = Comparator.comparing(
                    (Candidate candidate) -> candidate.event().open())
            .thenComparingLong(candidate -> candidate.event().ended());

    /** An event that can come next, and the state after it; an open event may have no effect. */
    private record Candidate(int index, Event event, WidgetState after) {}

    /** The events ordered so far (all before a position except some), and the resulting state. */
    private record Configuration(int place, List<Integer> left, WidgetState state) {}

    /** A choice of the search, and its alternatives. */
    private record Choice(int place, WidgetState before, Deque<Candidate> others, int chosen) {}

    private final PendingEvents left;
    private final Set<Configuration> seen = new HashSet<>();
    private final Deque<Choice> choices = new ArrayDeque<>();
    private WidgetState state = WidgetState.ABSENT;
    private int place;
    private int deepest = -1;
    private Optional<Explanation> explanation = Optional.empty();

    /**
     * Creates a search over the events of a widget in the order of their start. At first, the
     * widget does not exist.
     */
    Linearization(List<Event> events) {
        left = new PendingEvents(events);
    }

    /** Searches with a limited number of steps. */
    Answer search(int steps) {
        Deque<Candidate> candidates = candidates();
        for (int step = 0; step < steps; step++) {
            if (left.known() == 0) {
                return Answer.EXPLAINED;
            }
            Optional<Candidate> next = Optional.ofNullable(candidates.poll());
            if (next.isPresent()) {
                if (take(next.get(), candidates)) {
                    candidates = candidates();
                }
            } else {
                note();
                if (choices.isEmpty()) {
                    return Answer.IMPOSSIBLE;
                }
                candidates = takeBack();
            }
        }
        return Answer.UNDECIDED;
    }

    /**
     * Returns the longest explainable prefix; call this only if the answer was not
     * {@link Answer#EXPLAINED}.
     */
    Explanation deepest() {
        note();
        return explanation.orElseThrow();
    }

    /** Takes a candidate; returns false if it leads to a configuration that was visited before. */
    private boolean take(Candidate candidate, Deque<Candidate> others) {
        Choice choice = new Choice(place, state, others, candidate.index());
        left.remove(candidate.index());
        place = Math.max(place, candidate.index() + 1);
        state = candidate.after();
        if (seen.add(new Configuration(place, left.before(place), state))) {
            choices.push(choice);
            return true;
        }
        restore(choice);
        return false;
    }

    private Deque<Candidate> takeBack() {
        Choice choice = choices.pop();
        restore(choice);
        return choice.others();
    }

    private void restore(Choice choice) {
        left.putBack(choice.chosen());
        place = choice.place();
        state = choice.before();
    }

    /** Keeps the longest explainable prefix. */
    private void note() {
        if (choices.size() > deepest) {
            deepest = choices.size();
            List<Integer> order = new ArrayList<>();
            choices.descendingIterator().forEachRemaining(choice -> order.add(choice.chosen()));
            explanation = Optional.of(new Explanation(
                    order.stream().map(left::event).toList(),
                    state,
                    left.next().stream().map(left::event).toList()));
        }
    }

    /** Returns the events that can come next, the best candidates first. */
    private Deque<Candidate> candidates() {
        List<Candidate> fitting = new ArrayList<>();
        Optional<Candidate> nothing = Optional.empty();
        long limit = left.limit();
        for (int index : left.next()) {
            Event event = left.event(index);
            Optional<WidgetState> after = event.effect().on(state);
            if (!event.open() && after.isPresent() && isHarmless(event)) {
                return new ArrayDeque<>(List.of(new Candidate(index, event, state)));
            }
            if (after.isPresent() && !(event.open() && after.get().equals(state))) {
                fitting.add(new Candidate(index, event, after.get()));
            }
            if (event.open() && event.ended() == limit) {
                nothing = Optional.of(new Candidate(index, event, state));
            }
        }
        fitting.sort(KNOWN_FIRST);
        Deque<Candidate> candidates = new ArrayDeque<>(fitting);
        nothing.ifPresent(candidates::add);
        return candidates;
    }

    /**
     * Returns whether an event that fits now changes nothing, now or later, so that it can be taken
     * now.
     */
    private boolean isHarmless(Event event) {
        return event.effect().isReading()
                || (event.effect() instanceof Effect.Released released
                        && !state.leadsTo(released.peer())
                        && !left.mayLinkUntil(event.ended(), released.peer()));
    }
}
