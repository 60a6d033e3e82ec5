package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a swarm did, and whether one after the other could have done it: the calls that were done,
 * in the order of their numbers, must be done in a {@link RegistryModel} too and lead to the same
 * registry; each refusal and each reading must fit a moment between its invocation and its return.
 */
final class History {

    /** A call with its times in nanoseconds; its number is 0 if it has changed nothing. */
    record Event(Call call, String outcome, long order, long invoked, long returned) {}

    private final RegistryModel start;
    private final List<Event> events;
    private final RegistryModel end;

    History(RegistryModel start, List<Event> events, RegistryModel end) {
        this.start = start;
        this.events = events;
        this.end = end;
    }

    /** Asserts that the history is that of a registry that does one call after the other. */
    void assertLinear() {
        Map<String, Versions> versions = new HashMap<>();
        RegistryModel registry = new RegistryModel(start);
        long position = 0;
        for (Event event : inOrder()) {
            position++;
            List<Versions> touched = registry.touched(event.call()).stream()
                    .map(serialNumber -> Versions.of(versions, serialNumber, registry))
                    .toList();
            String outcome = registry.apply(event.call());
            if (!outcome.equals(event.outcome())) {
                throw new AssertionError(
                        "change " + position + " should be " + outcome + ": " + event);
            }
            for (Versions one : touched) {
                one.add(position, event, registry.state(one.serialNumber()));
            }
        }
        assertThat(end.table()).as("the registry afterwards").isEqualTo(registry.table());
        events.stream()
                .filter(event -> event.order() == 0)
                .forEach(event -> assertFits(versions, event));
    }

    private List<Event> inOrder() {
        return events.stream()
                .filter(event -> event.order() > 0)
                .sorted(Comparator.comparingLong(Event::order))
                .toList();
    }

    private void assertFits(Map<String, Versions> versions, Event event) {
        List<Versions> seen = decisive(event).stream()
                .map(serialNumber -> Versions.of(versions, serialNumber, start))
                .toList();
        long from = 0;
        long to = Long.MAX_VALUE;
        for (Versions one : seen) {
            from = Math.max(from, one.firstPossible(event.invoked()));
            to = Math.min(to, one.lastPossible(event.returned()));
        }
        for (Versions one : seen) {
            for (long position : one.changesWithin(from, to)) {
                if (fits(seen, position, event)) {
                    return;
                }
            }
        }
        throw new AssertionError(
                "no moment between changes " + from + " and " + to + " fits " + event);
    }

    /**
     * The widgets whose states decide at one moment. One that is not there cannot be locked, so
     * that a call that misses it tells nothing of the other.
     */
    private static List<String> decisive(Event event) {
        return switch (event.outcome()) {
            case "widget_exists serial_number" -> event.call().serialNumbers().subList(0, 1);
            case "widget_exists peer_serial_number" ->
                event.call().serialNumbers().subList(1, 2);
            default -> event.call().serialNumbers().stream().distinct().toList();
        };
    }

    private static boolean fits(List<Versions> seen, long position, Event event) {
        if (event.outcome().startsWith("widget_exists ")) {
            return seen.get(0).at(position) == null;
        }
        RegistryModel registry = new RegistryModel();
        seen.forEach(one -> registry.put(one.serialNumber(), one.at(position)));
        return registry.apply(event.call()).equals(event.outcome());
    }

    /** How many calls there were of each outcome. */
    Map<String, Long> outcomes() {
        return events.stream()
                .collect(Collectors.groupingBy(
                        History::summary, TreeMap::new, Collectors.counting()));
    }

    private static String summary(Event event) {
        boolean isRead =
                event.call().verb() == Call.Verb.GET && !event.outcome().contains("_");
        return event.call().verb() + " " + (isRead ? Call.DONE : event.outcome());
    }

    /** How many calls have changed something. */
    long done() {
        return events.stream().filter(event -> event.order() > 0).count();
    }

    /** The longest time that a call took. */
    Duration longest() {
        return Duration.ofNanos(events.stream()
                .mapToLong(event -> event.returned() - event.invoked())
                .max()
                .orElse(0));
    }
}
