package dev.widgets.cli.console;

import java.util.Locale;

/** Numbers of things in messages. */
public final class Quantity {

    private Quantity() {}

    /** Returns a number and its noun, such as {@code 1 widget} or {@code 2,000 widgets}. */
    public static String of(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? noun : noun + "s");
    }
}
