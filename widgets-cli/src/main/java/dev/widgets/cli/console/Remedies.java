package dev.widgets.cli.console;

import dev.widgets.AlreadyAssociatedException;
import dev.widgets.DuplicateSerialNumberException;
import dev.widgets.NoFreePortException;
import dev.widgets.NoSuchWidgetException;
import dev.widgets.NotAssociatedException;
import dev.widgets.RefusedException;

/** Commands that help after a refusal. */
final class Remedies {

    private Remedies() {}

    static String of(RefusedException refusal) {
        if (refusal instanceof DuplicateSerialNumberException duplicate) {
            return " Show it with: " + show(duplicate.serialNumber());
        }
        if (refusal instanceof NoSuchWidgetException) {
            return " List widgets with: widgets list";
        }
        if (refusal instanceof NoFreePortException full) {
            return " List widgets that have one with: widgets list --free " + full.port();
        }
        if (refusal instanceof AlreadyAssociatedException associated) {
            return " Show it with: " + show(associated.serialNumber());
        }
        if (refusal instanceof NotAssociatedException apart) {
            return " Show its peers with: " + show(apart.serialNumber());
        }
        return "";
    }

    private static String show(String serialNumber) {
        return "widgets show " + Shell.argument(serialNumber);
    }
}
