package dev.widgets.cli.torture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Splits a history into the events of each widget. The removal of a widget is also an event of
 * every widget that may have been associated with it at the time.
 */
final class Events {

    private final CallHistory history;
    private final Map<String, List<Event>> events = new HashMap<>();
    private final Associations associations = new Associations();

    private Events(CallHistory history) {
        this.history = history;
    }

    /** Returns the events of each widget in the order of their start. */
    static Map<String, List<Event>> of(CallHistory history) {
        Events events = new Events(history);
        history.calls().forEach(events::take);
        events.associations.sort();
        history.calls().stream()
                .filter(call -> call.step().action() == Action.REMOVE && mayBeDone(call))
                .forEach(events::release);
        events.end();
        return events.events;
    }

    /** Returns whether the call took effect or may have done so. */
    private static boolean mayBeDone(RecordedCall call) {
        return call.is(OutcomeKind.DONE)
                || (call.isOpen() && call.step().forbiddenBy().isEmpty());
    }

    private void take(RecordedCall call) {
        Step step = call.step();
        String one = step.serialNumber();
        if (call.is(OutcomeKind.FOUND)) {
            add(one, call, new Effect.Seen(WidgetState.parse(call.outcome().text())));
        } else if (call.is(OutcomeKind.MISSING)) {
            add(one, call, new Effect.Seen(WidgetState.ABSENT));
        } else if (call.is(OutcomeKind.REFUSED)) {
            refused(call);
        } else if (mayBeDone(call)) {
            changed(call);
        }
    }

    private void changed(RecordedCall call) {
        Step step = call.step();
        String one = step.serialNumber();
        String port = step.ports();
        switch (step.action()) {
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
                // a search changes nothing
            }
        }
    }

    /**
     * Adds the observations that a refusal implies. If one widget does not exist, the refusal says
     * nothing about the other.
     */
    private void refused(RecordedCall call) {
        Step step = call.step();
        String one = step.serialNumber();
        String other = step.peer();
        String port = step.ports();
        CallOutcome outcome = call.outcome();
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
                // the refusal depends on the arguments only
            }
        }
    }

    private void release(RecordedCall removal) {
        String removed = removal.step().serialNumber();
        for (String peer : associations.peers(removed)) {
            if (associations.mayHold(removed, peer, removal)) {
                add(peer, removal, new Effect.Released(removed));
            }
        }
    }

    private void add(String serialNumber, RecordedCall call, Effect effect) {
        events.computeIfAbsent(serialNumber, key -> new ArrayList<>()).add(new Event(effect, call));
    }

    private void end() {
        Set<String> all = new TreeSet<>(events.keySet());
        all.addAll(history.states().keySet());
        for (String serialNumber : all) {
            WidgetState state = history.states().getOrDefault(serialNumber, WidgetState.ABSENT);
            List<Event> own = events.computeIfAbsent(serialNumber, key -> new ArrayList<>());
            own.add(Event.last(serialNumber, state, history.end()));
            own.sort(Comparator.comparingLong(Event::begun));
        }
    }
}
