package dev.widgets.cli.torture;

import java.util.ArrayList;
import java.util.List;

/** The events that a search has not ordered yet, linked in the order of their start. */
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

    /** Returns how many of them certainly took effect. */
    int known() {
        return known;
    }

    void remove(int index) {
        following[preceding[index]] = following[index];
        preceding[following[index]] = preceding[index];
        known -= event(index).open() ? 0 : 1;
    }

    /** Undoes the most recent removal. */
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

    /** Returns the earliest end of all pending events. */
    long limit() {
        long limit = Long.MAX_VALUE;
        for (int i = first(); i != head() && event(i).begun() <= limit; i = following[i]) {
            limit = Math.min(limit, event(i).ended());
        }
        return limit;
    }

    /** Returns the events that started before any pending event had ended. */
    List<Integer> next() {
        long limit = limit();
        List<Integer> next = new ArrayList<>();
        for (int i = first(); i != head() && event(i).begun() <= limit; i = following[i]) {
            next.add(i);
        }
        return next;
    }

    /** Returns the pending events before a position. */
    List<Integer> before(int place) {
        List<Integer> before = new ArrayList<>();
        for (int i = first(); i < place; i = following[i]) {
            before.add(i);
        }
        return before;
    }

    /** Returns whether a pending event that started by a time may associate that peer. */
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
