package dev.widgets;

import java.util.Comparator;

/** Checks and compares texts as PostgreSQL does. */
final class Unicode {

    /**
     * Compares by code points, as PostgreSQL's collation "C" does in UTF-8.
     * {@link String#compareTo} orders surrogate pairs before the characters from U+E000 to U+FFFF.
     */
    static final Comparator<String> BY_CODE_POINTS = Unicode::compare;

    private Unicode() {}

    /**
     * Rejects a text that PostgreSQL cannot store. The driver would send an unpaired surrogate as a
     * question mark.
     */
    static String check(String argument, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw refusal(argument, "a NUL character", i);
            }
            if (Character.isSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    throw refusal(argument, "an unpaired surrogate", i);
                }
                i++;
            }
        }
        return text;
    }

    private static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean surrogate = Character.isSurrogate(a);
                if (surrogate == Character.isSurrogate(b)) {
                    return Character.compare(a, b);
                }
                return surrogate ? 1 : -1;
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    private static InvalidInputException refusal(String argument, String what, int index) {
        return new InvalidInputException(
                Rule.TEXT_IS_UNICODE,
                argument,
                argument + " has " + what + " at index " + index + ".");
    }
}
