package dev.widgets;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the widgets of a query page by page; each page continues after the one before. */
final class WidgetPageReader implements Iterator<Widget> {

    private static final int SIZE = 1000;

    private final WidgetRepository widgets;
    private WidgetQuery query;
    private long remaining;
    private Iterator<Widget> page;

    private WidgetPageReader(WidgetRepository widgets, WidgetQuery query) {
        this.widgets = widgets;
        this.query = query;
        remaining = query.limit();
        page = read();
    }

    static Stream<Widget> stream(WidgetRepository widgets, WidgetQuery query) {
        int characteristics = Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL;
        // the first page is read by the terminal operation, not before
        return StreamSupport.stream(
                () -> Spliterators.spliteratorUnknownSize(
                        new WidgetPageReader(widgets, query), characteristics),
                characteristics,
                false);
    }

    /** Returns the next page, and leaves a query for the pages after it. */
    private Iterator<Widget> read() {
        int wanted = (int) Math.min(SIZE, remaining);
        if (wanted == 0) {
            return List.<Widget>of().iterator();
        }
        List<Widget> read = widgets.list(query.limitedTo(wanted));
        remaining = read.size() < wanted ? 0 : remaining - wanted;
        if (!read.isEmpty()) {
            query = query.after(read.get(read.size() - 1).serialNumber());
        }
        return read.iterator();
    }

    @Override
    public boolean hasNext() {
        if (!page.hasNext() && remaining > 0) {
            page = read();
        }
        return page.hasNext();
    }

    @Override
    public Widget next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.next();
    }
}
