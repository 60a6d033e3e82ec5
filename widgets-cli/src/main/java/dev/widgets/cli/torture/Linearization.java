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
 * Looks for an order of the moves of one widget that explains what every caller was told: each move
 * at one moment between its begin and its end, those that are open at one such moment or never. It
 * is the search of Wing and Gong (Testing and verifying concurrent objects, 1993) with the memory
 * of Lowe (Testing for linearizability, 2017), as in Knossos and Porcupine.
 *
 * <p>A reading that fits is taken at once, for it changes nothing; an open move only when no other
 * fits.
 */
final class Linearization {

    /** What came of the search. */
    enum Answer {
        EXPLAINED,
        IMPOSSIBLE,
        /** There were more ways than there was patience. */
        UNDECIDED
    }

    private static final Comparator<Candidate> KNOWN_FIRST = Comparator.comparing(
                    (Candidate candidate) -> candidate.event().open())
            .thenComparingLong(candidate -> candidate.event().ended());

    /** A move that can be the next one, and what comes of it; an open one may come to nothing. */
    private record Candidate(int index, Event event, WidgetState after) {}

    /** What is done so far: all moves before a place but some, and what has come of it. */
    private record Configuration(int place, List<Integer> left, WidgetState state) {}

    /** A choice that was made, and what else could have been chosen. */
    private record Choice(int place, WidgetState before, Deque<Candidate> others, int chosen) {}

    private final PendingEvents left;
    private final Set<Configuration> seen = new HashSet<>();
    private final Deque<Choice> choices = new ArrayDeque<>();
    private WidgetState state = WidgetState.ABSENT;
    private int place;
    private int deepest = -1;
    private Optional<Explanation> explanation = Optional.empty();

    /** Of the moves of a widget that is not there at first, in the order of their begin. */
    Linearization(List<Event> events) {
        left = new PendingEvents(events);
    }

    /** Searches, with so much patience. */
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

    /** How far it came at best; if it was not {@link Answer#EXPLAINED}. */
    Explanation deepest() {
        note();
        return explanation.orElseThrow();
    }

    /** False if it leads to where the search was before. */
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

    /** Keeps the longest beginning that can be explained. */
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

    /** Those that can be next, the best ones first. */
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

    /** Whether it fits now and changes nothing, now or later, so that now is as good as ever. */
    private boolean isHarmless(Event event) {
        return event.effect().isReading()
                || (event.effect() instanceof Effect.Released released
                        && !state.leadsTo(released.peer())
                        && !left.mayLinkUntil(event.ended(), released.peer()));
    }
}
