/** Makes the static pages of the documentation. */
@NullMarked
package dev.widgets.site;

import org.jspecify.annotations.NullMarked;
