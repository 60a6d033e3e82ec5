package dev.widgets.cli.torture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A history of all, taken apart into one for each widget. That a widget was removed is a move of
 * its peers as well, and so of each widget that may have been associated with it at the time.
 */
final class Moves {

    private final History history;
    private final Map<String, List<Move>> moves = new HashMap<>();
    private final Associations associations = new Associations();

    private Moves(History history) {
        this.history = history;
    }

    /** The moves of each widget in the order in which they were begun. */
    static Map<String, List<Move>> of(History history) {
        Moves moves = new Moves(history);
        history.calls().forEach(moves::take);
        moves.associations.sort();
        history.calls().stream()
                .filter(call -> call.step().verb() == Verb.REMOVE && mayBeDone(call))
                .forEach(moves::release);
        moves.end();
        return moves.moves;
    }

    /** Whether it was done or may have been. */
    private static boolean mayBeDone(Call call) {
        return call.is(Kind.DONE) || (call.isOpen() && call.step().forbiddenBy().isEmpty());
    }

    private void take(Call call) {
        Step step = call.step();
        String one = step.serialNumber();
        if (call.is(Kind.FOUND)) {
            add(one, call, new Effect.Seen(WidgetState.parse(call.outcome().text())));
        } else if (call.is(Kind.MISSING)) {
            add(one, call, new Effect.Seen(WidgetState.ABSENT));
        } else if (call.is(Kind.REFUSED)) {
            refused(call);
        } else if (mayBeDone(call)) {
            changed(call);
        }
    }

    private void changed(Call call) {
        Step step = call.step();
        String one = step.serialNumber();
        String port = step.ports();
        switch (step.verb()) {
            case ADD -> add(one, call, new Effect.Added(step.name(), port));
            case REMOVE -> {
                add(one, call, new Effect.Removed());
                associations.removed(call);
            }
            case ASSOCIATE -> {
                add(one, call, new Effect.Linked(port, step.peer()));
                add(step.peer(), call, new Effect.Linked(port, one));
                associations.begun(call);
            }
            case DISSOCIATE -> {
                add(one, call, new Effect.Unlinked(port, step.peer()));
                add(step.peer(), call, new Effect.Unlinked(port, one));
                associations.ended(call);
            }
            case FIND -> {
                // it changes nothing
            }
        }
    }

    /** A call that misses one widget tells nothing of the other. */
    private void refused(Call call) {
        Step step = call.step();
        String one = step.serialNumber();
        String other = step.peer();
        String port = step.ports();
        Outcome outcome = call.outcome();
        switch (outcome.rule()) {
            case "serial_number_is_unique" -> add(one, call, new Effect.There());
            case "widget_exists" ->
                add(
                        !other.isEmpty() && outcome.blames(other) ? other : one,
                        call,
                        new Effect.Seen(WidgetState.ABSENT));
            case "port_is_free" -> {
                boolean first = outcome.blames(one);
                add(first ? one : other, call, new Effect.Full(port, first ? other : one));
                add(
                        first ? other : one,
                        call,
                        new Effect.Associated(port, first ? one : other, false));
            }
            case "association_is_unique_per_port", "association_exists" -> {
                boolean linked = outcome.rule().equals("association_is_unique_per_port");
                add(one, call, new Effect.Associated(port, other, linked));
                add(other, call, new Effect.Associated(port, one, linked));
            }
            default -> {
                // it tells of the arguments alone
            }
        }
    }

    private void release(Call removal) {
        String removed = removal.step().serialNumber();
        for (String peer : associations.peers(removed)) {
            if (associations.mayHold(removed, peer, removal)) {
                add(peer, removal, new Effect.Released(removed));
            }
        }
    }

    private void add(String serialNumber, Call call, Effect effect) {
        moves.computeIfAbsent(serialNumber, key -> new ArrayList<>()).add(new Move(effect, call));
    }

    private void end() {
        Set<String> all = new TreeSet<>(moves.keySet());
        all.addAll(history.states().keySet());
        for (String serialNumber : all) {
            WidgetState state = history.states().getOrDefault(serialNumber, WidgetState.ABSENT);
            List<Move> own = moves.computeIfAbsent(serialNumber, key -> new ArrayList<>());
            own.add(Move.last(serialNumber, state, history.end()));
            own.sort(Comparator.comparingLong(Move::begun));
        }
    }
}
