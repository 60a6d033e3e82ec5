package dev.widgets.cli.torture;

import java.util.ArrayList;
import java.util.List;

/** The moves that a search has not yet ordered, linked in the order of their begin. */
final class PendingEvents {

    private final List<Event> events;
    private final int[] following;
    private final int[] preceding;
    private int known;

    PendingEvents(List<Event> events) {
        this.events = events;
        int head = events.size();
        following = new int[head + 1];
        preceding = new int[head + 1];
        for (int i = 0; i <= head; i++) {
            following[i] = i == head ? 0 : i + 1;
            preceding[i] = i == 0 ? head : i - 1;
        }
        known = (int) events.stream().filter(event -> !event.open()).count();
    }

    Event event(int index) {
        return events.get(index);
    }

    /** How many of them were certainly done. */
    int known() {
        return known;
    }

    void remove(int index) {
        following[preceding[index]] = following[index];
        preceding[following[index]] = preceding[index];
        known -= event(index).open() ? 0 : 1;
    }

    /** Undoes the last removal that is not undone. */
    void putBack(int index) {
        following[preceding[index]] = index;
        preceding[following[index]] = index;
        known += event(index).open() ? 0 : 1;
    }

    private int head() {
        return events.size();
    }

    private int first() {
        return following[head()];
    }

    /** The earliest end of all. */
    long limit() {
        long limit = Long.MAX_VALUE;
        for (int i = first(); i != head() && event(i).begun() <= limit; i = following[i]) {
            limit = Math.min(limit, event(i).ended());
        }
        return limit;
    }

    /** Those that were begun before any of them had ended. */
    List<Integer> next() {
        long limit = limit();
        List<Integer> next = new ArrayList<>();
        for (int i = first(); i != head() && event(i).begun() <= limit; i = following[i]) {
            next.add(i);
        }
        return next;
    }

    /** Those before a place. */
    List<Integer> before(int place) {
        List<Integer> before = new ArrayList<>();
        for (int i = first(); i < place; i = following[i]) {
            before.add(i);
        }
        return before;
    }

    /** Whether one of them that was begun by then may lead to that peer. */
    boolean mayLinkUntil(long time, String peer) {
        for (int i = first(); i != head() && event(i).begun() <= time; i = following[i]) {
            if (event(i).effect() instanceof Effect.Linked linked
                    && linked.peer().equals(peer)) {
                return true;
            }
        }
        return false;
    }
}
