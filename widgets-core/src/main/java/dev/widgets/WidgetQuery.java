package dev.widgets;

import java.util.Optional;

/**
 * Selects a page of widgets. Start with {@link #first(int)} and narrow the selection:
 *
 * <pre>{@code
 * WidgetQuery query = WidgetQuery.first(100).named("pump").withFree(PortType.P);
 * List<Widget> page = widgets.list(query);
 * List<Widget> next = widgets.list(query.after(page.get(page.size() - 1).serialNumber()));
 * }</pre>
 *
 * @param limit the maximum number of widgets of the page, at least 1
 * @param after selects widgets whose serial number comes after this one, compared by code points;
 *     no widget need have it
 * @param name selects widgets with exactly this name
 * @param free selects widgets with a free port of this type
 */
public record WidgetQuery(
        int limit, Optional<String> after, Optional<String> name, Optional<PortType> free) {

    /**
     * Checks the values.
     *
     * @throws InvalidInputException if the limit is less than 1, or a text contains NUL or an
     *     unpaired surrogate
     */
    public WidgetQuery {
        if (limit < 1) {
            throw new InvalidInputException(
                    Rule.LIMIT_IS_POSITIVE, "limit", "limit is " + limit + ".");
        }
        after.ifPresent(text -> Unicode.check("after", text));
        name.ifPresent(text -> Unicode.check("name", text));
    }

    /** Returns a query for the first widgets, ordered by serial number. */
    public static WidgetQuery first(int limit) {
        return new WidgetQuery(limit, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Returns the same query for widgets after a serial number. Given the last serial number of a
     * page, it selects the next page.
     */
    public WidgetQuery after(String serialNumber) {
        return new WidgetQuery(limit, Optional.of(serialNumber), name, free);
    }

    /** Returns the same query for widgets with this name only. */
    public WidgetQuery named(String name) {
        return new WidgetQuery(limit, after, Optional.of(name), free);
    }

    /** Returns the same query for widgets with a free port of this type only. */
    public WidgetQuery withFree(PortType port) {
        return new WidgetQuery(limit, after, name, Optional.of(port));
    }
}
