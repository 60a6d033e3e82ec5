/**
 * The auto-configuration for Spring Boot: one dependency gives an application a
 * {@link dev.widgets.WidgetRepository} that joins its transactions.
 */
@NullMarked
package dev.widgets.boot;

import org.jspecify.annotations.NullMarked;
