package dev.widgets;

import java.util.List;
import java.util.Optional;

/**
 * Selects widgets, ordered by serial number. Start with {@link #first(int)} and narrow the
 * selection:
 *
 * <pre>{@code
 * WidgetQuery query = WidgetQuery.first(100).named("pump").withFree(PortType.P);
 * List<Widget> page = widgets.list(query);
 * List<Widget> next = widgets.list(query.after(page.get(page.size() - 1).serialNumber()));
 * }</pre>
 *
 * @param limit the maximum number of widgets, at least 1
 * @param descending whether the highest serial number comes first
 * @param after selects widgets whose serial number comes after this one in the order of the query,
 *     compared by code points; no widget need have it
 * @param filter the conditions, all of which a widget must fulfil
 */
public record WidgetQuery(int limit, boolean descending, Optional<String> after, Filter filter) {

    /**
     * The conditions of a query; an empty one accepts every widget.
     *
     * @param serialNumbers selects the widgets that have one of these serial numbers
     * @param prefix selects widgets whose serial number begins with this text
     * @param name selects widgets with exactly this name
     * @param port selects widgets with a port of this type, free or taken; together with a peer,
     *     the port that leads to the peer
     * @param free selects widgets with a free port of this type
     * @param peer selects widgets that are associated with the widget of this serial number
     */
    public record Filter(
            Optional<List<String>> serialNumbers,
            Optional<String> prefix,
            Optional<String> name,
            Optional<PortType> port,
            Optional<PortType> free,
            Optional<String> peer) {

        private static final Filter NONE = new Filter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        /**
         * Checks the values.
         *
         * @throws InvalidInputException if a text contains NUL or an unpaired surrogate
         */
        public Filter {
            serialNumbers = serialNumbers.map(List::copyOf);
            serialNumbers.ifPresent(all -> all.forEach(one -> Unicode.check("serial_number", one)));
            prefix.ifPresent(text -> Unicode.check("prefix", text));
            name.ifPresent(text -> Unicode.check("name", text));
            peer.ifPresent(text -> Unicode.check("peer", text));
        }
    }

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
    }

    /** Returns a query for the widgets with the lowest serial numbers. */
    public static WidgetQuery first(int limit) {
        return new WidgetQuery(limit, false, Optional.empty(), Filter.NONE);
    }

    /** Returns a query for the widgets with the highest serial numbers, the highest first. */
    public static WidgetQuery last(int limit) {
        return new WidgetQuery(limit, true, Optional.empty(), Filter.NONE);
    }

    /** Returns the same query with another limit. */
    public WidgetQuery limitedTo(int limit) {
        return new WidgetQuery(limit, descending, after, filter);
    }

    /**
     * Returns the same query for widgets after a serial number. Given the last serial number of a
     * page, it selects the next page.
     */
    public WidgetQuery after(String serialNumber) {
        return new WidgetQuery(limit, descending, Optional.of(serialNumber), filter);
    }

    /** Returns the same query for the widgets that have one of these serial numbers. */
    public WidgetQuery among(List<String> serialNumbers) {
        return with(new Filter(
                Optional.of(serialNumbers),
                filter.prefix,
                filter.name,
                filter.port,
                filter.free,
                filter.peer));
    }

    /** Returns the same query for widgets whose serial number begins with a text. */
    public WidgetQuery startingWith(String prefix) {
        return with(new Filter(
                filter.serialNumbers,
                Optional.of(prefix),
                filter.name,
                filter.port,
                filter.free,
                filter.peer));
    }

    /** Returns the same query for widgets with this name only. */
    public WidgetQuery named(String name) {
        return with(new Filter(
                filter.serialNumbers,
                filter.prefix,
                Optional.of(name),
                filter.port,
                filter.free,
                filter.peer));
    }

    /**
     * Returns the same query for widgets with a port of this type only, free or taken. If the query
     * has a peer, it is the port that leads to the peer.
     */
    public WidgetQuery withPort(PortType port) {
        return with(new Filter(
                filter.serialNumbers,
                filter.prefix,
                filter.name,
                Optional.of(port),
                filter.free,
                filter.peer));
    }

    /** Returns the same query for widgets with a free port of this type only. */
    public WidgetQuery withFree(PortType port) {
        return with(new Filter(
                filter.serialNumbers,
                filter.prefix,
                filter.name,
                filter.port,
                Optional.of(port),
                filter.peer));
    }

    /** Returns the same query for the widgets that are associated with a widget. */
    public WidgetQuery associatedWith(String serialNumber) {
        return with(new Filter(
                filter.serialNumbers,
                filter.prefix,
                filter.name,
                filter.port,
                filter.free,
                Optional.of(serialNumber)));
    }

    private WidgetQuery with(Filter changed) {
        return new WidgetQuery(limit, descending, after, changed);
    }
}
