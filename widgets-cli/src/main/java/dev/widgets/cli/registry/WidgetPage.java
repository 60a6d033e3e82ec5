package dev.widgets.cli.registry;

import dev.widgets.Widget;
import dev.widgets.WidgetQuery;
import dev.widgets.WidgetRepository;
import dev.widgets.cli.console.Shell;
import java.util.List;
import java.util.Optional;

/**
 * Some widgets, and how to get those that come after them.
 *
 * @param widgets the widgets
 * @param next the command for the next page, if there is one
 */
record WidgetPage(List<Widget> widgets, Optional<String> next) {

    static WidgetPage read(WidgetRepository repository, WidgetQuery query) {
        int oneMore = Math.max(
                query.limit(), Math.addExact(Math.min(query.limit(), Integer.MAX_VALUE - 1), 1));
        List<Widget> widgets = repository.list(
                new WidgetQuery(oneMore, query.after(), query.name(), query.free()));
        if (widgets.size() <= query.limit()) {
            return new WidgetPage(widgets, Optional.empty());
        }
        List<Widget> page = widgets.subList(0, query.limit());
        return new WidgetPage(
                page, Optional.of(command(query, page.get(page.size() - 1).serialNumber())));
    }

    private static String command(WidgetQuery query, String last) {
        StringBuilder command =
                new StringBuilder("widgets list --after=").append(Shell.quote(last));
        query.name().ifPresent(name -> command.append(" --name=").append(Shell.quote(name)));
        query.free().ifPresent(free -> command.append(" --free ").append(free));
        return command.append(" --limit ").append(query.limit()).toString();
    }
}
