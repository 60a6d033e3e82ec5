package dev.widgets.cli.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The longest explainable prefix of a widget's history.
 *
 * @param order the events of the prefix, in an order that explains them
 * @param state the state of the widget after them
 * @param next the events of which one should come next
 */
record Explanation(List<Event> order, WidgetState state, List<Event> next) {

    private static final int SHOWN = 6;
    private static final int MOST_NEXT = 12;

    /** Returns a readable explanation, with times relative to the start of the history. */
    List<String> lines(long begin) {
        List<String> lines = new ArrayList<>();
        int from = Math.max(0, order.size() - SHOWN);
        if (from > 0) {
            lines.add("after " + from + " events that can be explained:");
        }
        order.subList(from, order.size()).forEach(event -> lines.add("  " + line(event, begin)));
        lines.add("then the widget is " + state.describe() + ", and none of these events can"
                + " come next:");
        next.stream()
                .filter(event -> !event.open())
                .limit(MOST_NEXT)
                .forEach(event -> lines.add("  " + line(event, begin)));
        return lines;
    }

    private static String line(Event event, long begin) {
        return String.format(
                Locale.ROOT,
                "%s to %s  %s",
                seconds(event.begun() - begin),
                seconds(event.ended() - begin),
                event.call());
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.6f", (double) nanos / TimeUnit.SECONDS.toNanos(1));
    }
}
