package dev.widgets.cli.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The longest beginning of a widget's history that can be explained.
 *
 * @param order its moves, in an order that explains them
 * @param state the widget after them
 * @param next the moves of which one should come next
 */
record Explanation(List<Event> order, WidgetState state, List<Event> next) {

    private static final int SHOWN = 6;
    private static final int MOST_NEXT = 12;

    /** In lines for people, with times since the begin of all. */
    List<String> lines(long begin) {
        List<String> lines = new ArrayList<>();
        int from = Math.max(0, order.size() - SHOWN);
        if (from > 0) {
            lines.add("after " + from + " moves that can be explained:");
        }
        order.subList(from, order.size()).forEach(event -> lines.add("  " + line(event, begin)));
        lines.add("then it is " + state.describe() + ", and none of these can be next:");
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
