package dev.widgets;

import java.util.regex.Pattern;

/**
 * A position in the write-ahead log of the primary server: everything that was committed before is
 * on a standby as soon as that has replayed the log up to here. Its text may travel with the user,
 * such as in a cookie, to whatever host reads next.
 *
 * @param text the position as PostgreSQL writes it, such as {@code 0/16B3748}
 */
public record WalPosition(String text) {

    private static final Pattern FORM = Pattern.compile("[0-9A-Fa-f]{1,8}/[0-9A-Fa-f]{1,8}");

    /**
     * Checks the text.
     *
     * @throws IllegalArgumentException if it is no position
     */
    public WalPosition {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "Not a position in the write-ahead log; expected two hexadecimal numbers such"
                            + " as 0/16B3748.");
        }
    }
}
