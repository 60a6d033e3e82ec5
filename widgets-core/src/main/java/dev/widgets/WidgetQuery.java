package dev.widgets;

import java.util.Optional;

/**
 * Which widgets a page holds. Begin with {@link #first(int)} and narrow it:
 *
 * <pre>{@code
 * WidgetQuery query = WidgetQuery.first(100).named("pump").withFree(PortType.P);
 * List<Widget> page = widgets.list(query);
 * List<Widget> next = widgets.list(query.after(page.get(page.size() - 1).serialNumber()));
 * }</pre>
 *
 * @param limit the most widgets that a page holds, at least 1
 * @param after only widgets whose serial number comes after this one, by code points; it need not
 *     exist
 * @param name only widgets of exactly this name
 * @param free only widgets with a free port of this type
 */
public record WidgetQuery(
        int limit, Optional<String> after, Optional<String> name, Optional<PortType> free) {

    /**
     * Checks the limit.
     *
     * @throws InvalidInputException if the limit is less than 1, or a text is no valid Unicode
     */
    public WidgetQuery {
        if (limit < 1) {
            throw new InvalidInputException(
                    Rule.LIMIT_IS_POSITIVE, "A page holds at least 1 widget, not " + limit + ".");
        }
        after.ifPresent(text -> Unicode.check("after", text));
        name.ifPresent(text -> Unicode.check("name", text));
    }

    /** The first widgets in the order of their serial numbers. */
    public static WidgetQuery first(int limit) {
        return new WidgetQuery(limit, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same from after a serial number on: the next page, if it is the last of this one. */
    public WidgetQuery after(String serialNumber) {
        return new WidgetQuery(limit, Optional.of(serialNumber), name, free);
    }

    /** The same, but widgets of this name only. */
    public WidgetQuery named(String name) {
        return new WidgetQuery(limit, after, Optional.of(name), free);
    }

    /** The same, but widgets with a free port of this type only. */
    public WidgetQuery withFree(PortType port) {
        return new WidgetQuery(limit, after, name, Optional.of(port));
    }
}
