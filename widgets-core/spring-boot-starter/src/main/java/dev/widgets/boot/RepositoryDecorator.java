package dev.widgets.boot;

import dev.widgets.WidgetRepository;

/** Wraps the repository of the application. */
@FunctionalInterface
interface RepositoryDecorator {

    WidgetRepository decorate(WidgetRepository widgets);
}
