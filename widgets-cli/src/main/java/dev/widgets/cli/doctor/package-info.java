/** What an operator should know before trusting an installation, check by check. */
@NullMarked
package dev.widgets.cli.doctor;

import org.jspecify.annotations.NullMarked;
