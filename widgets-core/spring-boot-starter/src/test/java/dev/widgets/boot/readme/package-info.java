/** The Java blocks of {@code widgets-core/README.md} and of the starter's, compiled. */
package dev.widgets.boot.readme;
