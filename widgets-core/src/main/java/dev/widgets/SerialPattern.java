package dev.widgets;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pattern of the serial numbers of seeded widgets: {@code W-%010d} gives index 42 the serial
 * number {@code W-0000000042}.
 *
 * @param prefix the text before the index
 * @param width the minimum number of digits of the index, which is padded with zeros; 0 for no
 *     padding
 * @param suffix the text after the index
 */
public record SerialPattern(String prefix, int width, String suffix) {

    /** {@code W-%010d}, whose order is that of the indexes up to ten digits. */
    public static final SerialPattern DEFAULT = new SerialPattern("W-", 10, "");

    /** The number of digits of the highest index. */
    static final int MOST_DIGITS = 18;

    private static final int LONGEST = 255;
    private static final Pattern SYNTAX =
            Pattern.compile("((?:[^%]|%%)*)%(?:0([1-9]\\d{0,2}))?d((?:[^%]|%%)*)", Pattern.DOTALL);

    /**
     * Checks the pattern.
     *
     * @throws IllegalArgumentException if a serial number could be longer than 255 characters or
     *     contain NUL or an unpaired surrogate
     */
    public SerialPattern {
        try {
            Unicode.check("pattern", prefix);
            Unicode.check("pattern", suffix);
        } catch (InvalidInputException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        int length = prefix.codePointCount(0, prefix.length())
                + Math.max(width, MOST_DIGITS)
                + suffix.codePointCount(0, suffix.length());
        if (length > LONGEST) {
            throw new IllegalArgumentException("Serial numbers with this pattern could have "
                    + length + " characters; the maximum is " + LONGEST + ".");
        }
    }

    /**
     * Returns the pattern that a text states: it contains {@code %d} once, or {@code %05d} for five
     * digits with leading zeros; {@code %%} is a percent sign.
     *
     * @throws IllegalArgumentException if the text is not a pattern
     */
    public static SerialPattern parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "A pattern of serial numbers must contain %d once, or %010d for ten digits, and"
                            + " %% for a percent sign, such as W-%010d, unlike '" + text + "'.");
        }
        String width = matcher.group(2);
        return new SerialPattern(
                matcher.group(1).replace("%%", "%"),
                width == null ? 0 : Integer.parseInt(width),
                matcher.group(3).replace("%%", "%"));
    }

    /** Returns the serial number of an index. */
    public String serialNumber(long index) {
        String digits = Long.toString(index);
        return prefix + "0".repeat(Math.max(0, width - digits.length())) + digits + suffix;
    }

    /** Returns the index of a serial number with this pattern. */
    long index(String serialNumber) {
        return Long.parseLong(
                serialNumber.substring(prefix.length(), serialNumber.length() - suffix.length()));
    }

    /** Returns the text that {@link #parse} reads. */
    @Override
    public String toString() {
        return prefix.replace("%", "%%")
                + (width == 0 ? "%d" : "%0" + width + "d")
                + suffix.replace("%", "%%");
    }
}
