package dev.widgets.cli.registry;

import dev.widgets.Widget;
import dev.widgets.WidgetQuery;
import dev.widgets.WidgetRepository;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.Shell;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads widgets in pages, so that any number of them takes little memory. Each page is a query of
 * its own, which continues after the last serial number of the page before.
 */
final class WidgetPages implements Iterator<List<Widget>>, AutoCloseable {

    private static final int SIZE = 1000;

    private final DataSource dataSource;
    private final int limit;
    private WidgetQuery query;
    private long remaining;
    private List<Widget> page = List.of();
    private boolean more;
    private @Nullable Connection connection;

    WidgetPages(DataSource dataSource, WidgetQuery query) {
        this.dataSource = dataSource;
        this.query = query;
        limit = query.limit();
        remaining = limit;
        read(WidgetRepository.over(dataSource));
    }

    @Override
    public boolean hasNext() {
        return !page.isEmpty();
    }

    @Override
    public List<Widget> next() {
        if (page.isEmpty()) {
            throw new NoSuchElementException();
        }
        List<Widget> next = page;
        if (more && remaining > 0) {
            read(WidgetRepository.over(connection()));
        } else {
            page = List.of();
        }
        return next;
    }

    /** Reads one widget more than the page has, to learn whether there are any after it. */
    private void read(WidgetRepository repository) {
        int wanted = (int) Math.min(SIZE, remaining);
        List<Widget> widgets = repository.list(query.limitedTo(wanted + 1));
        more = widgets.size() > wanted;
        page = more ? widgets.subList(0, wanted) : widgets;
        remaining -= page.size();
        if (more) {
            query = query.after(page.get(wanted - 1).serialNumber());
        }
    }

    /** Returns the connection of all pages but the first. */
    private Connection connection() {
        try {
            if (connection == null) {
                connection = dataSource.getConnection();
            }
            return connection;
        } catch (SQLException e) {
            throw CommandException.unreachable(
                    "The result is incomplete: " + Failures.describe(e), e);
        }
    }

    @Override
    public void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // everything was read
        }
    }

    /** Returns the command that lists the widgets after these, if there are any. */
    Optional<String> command() {
        if (!more) {
            return Optional.empty();
        }
        WidgetQuery.Filter filter = query.filter();
        StringBuilder command = new StringBuilder("widgets list");
        query.after().ifPresent(text -> option(command, "--after", text));
        filter.prefix().ifPresent(text -> option(command, "--prefix", text));
        filter.name().ifPresent(text -> option(command, "--name", text));
        filter.port().ifPresent(port -> option(command, "--port", port.name()));
        filter.free().ifPresent(port -> option(command, "--free", port.name()));
        filter.peer().ifPresent(text -> option(command, "--peer", text));
        command.append(query.descending() ? " --descending" : "")
                .append(" --limit ")
                .append(limit);
        filter.serialNumbers().ifPresent(all -> {
            command.append(" --");
            all.forEach(text -> command.append(' ').append(Shell.quote(text)));
        });
        return Optional.of(command.toString());
    }

    private static void option(StringBuilder command, String name, String value) {
        command.append(' ').append(name).append('=').append(Shell.quote(value));
    }
}
