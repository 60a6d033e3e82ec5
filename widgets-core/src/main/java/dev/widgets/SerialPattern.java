package dev.widgets;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the serial numbers of seeded widgets come from their indexes: {@code W-%010d} makes
 * {@code W-0000000042} of 42.
 *
 * @param prefix what stands before the index
 * @param width the digits of the index at least, zeros in front; 0 for none in front
 * @param suffix what stands after it
 */
public record SerialPattern(String prefix, int width, String suffix) {

    /** {@code W-%010d}: in the order of the indexes, up to ten digits. */
    public static final SerialPattern DEFAULT = new SerialPattern("W-", 10, "");

    /** The digits of the highest index. */
    static final int MOST_DIGITS = 18;

    private static final int LONGEST = 255;
    private static final Pattern SYNTAX =
            Pattern.compile("((?:[^%]|%%)*)%(?:0([1-9]\\d{0,2}))?d((?:[^%]|%%)*)", Pattern.DOTALL);

    /**
     * Checks the pattern.
     *
     * @throws IllegalArgumentException if serial numbers could be longer than 255 characters or
     *     hold what PostgreSQL cannot keep
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
            throw new IllegalArgumentException("Serial numbers of this pattern would have up to "
                    + length + " characters; at most " + LONGEST + " are allowed.");
        }
    }

    /**
     * Reads a pattern: one {@code %d}, or {@code %05d} for five digits with zeros in front, among
     * other characters; {@code %%} is a percent sign.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static SerialPattern parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "A pattern of serial numbers holds one %d, or %010d for ten digits, and %% for a percent"
                            + " sign, such as W-%010d, unlike '" + text + "'.");
        }
        String width = matcher.group(2);
        return new SerialPattern(
                matcher.group(1).replace("%%", "%"),
                width == null ? 0 : Integer.parseInt(width),
                matcher.group(3).replace("%%", "%"));
    }

    /** The serial number that belongs to an index. */
    public String serialNumber(long index) {
        String digits = Long.toString(index);
        return prefix + "0".repeat(Math.max(0, width - digits.length())) + digits + suffix;
    }

    /** The index of a serial number that this pattern has made. */
    long index(String serialNumber) {
        return Long.parseLong(
                serialNumber.substring(prefix.length(), serialNumber.length() - suffix.length()));
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return prefix.replace("%", "%%")
                + (width == 0 ? "%d" : String.format("%%0%dd", width))
                + suffix.replace("%", "%%");
    }
}
