package dev.widgets.cli.serve.query;

import java.math.BigInteger;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The places of the rows that a request asks for, by {@code limit}, {@code offset} and the Range
 * header.
 *
 * @param first the place of the first row, counted from 0
 * @param last the place of the last row, absent for no end; less than the first for no row
 */
public record RowRange(BigInteger first, Optional<BigInteger> last) {

    /** All rows. */
    public static final RowRange ALL = new RowRange(BigInteger.ZERO, Optional.empty());

    private static final RowRange NONE =
            new RowRange(BigInteger.ZERO, Optional.of(BigInteger.ONE.negate()));

    private static final Pattern HEADER = Pattern.compile("(\\d+)-(\\d*)");
    private static final Pattern NUMBER = Pattern.compile("\\s*(-?\\d+)\\s*");

    /** Combines the parameters, of which the last of a name counts, with the Range header. */
    static RowRange of(Optional<String> limit, Optional<String> offset, @Nullable String header)
            throws QueryException {
        RowRange asked = asked(limit, offset);
        if (asked.equals(NONE)) {
            return NONE;
        }
        RowRange headerRange = header == null ? ALL : parse(header);
        RowRange range = headerRange.and(asked);
        if (range.isEmpty()) {
            throw QueryException.range(
                    headerRange.isEmpty()
                            ? "The lower boundary must be lower than or equal to the upper"
                                    + " boundary in the Range header."
                            : "Limit should be greater than or equal to zero.");
        }
        return range;
    }

    private static RowRange asked(Optional<String> limit, Optional<String> offset) {
        Optional<BigInteger> rows = limit.flatMap(RowRange::number);
        if (offset.isEmpty()) {
            return rows.map(count -> new RowRange(BigInteger.ZERO, Optional.of(before(count))))
                    .orElse(ALL);
        }
        BigInteger first = offset.flatMap(RowRange::number).orElse(BigInteger.ZERO);
        if (limit.isEmpty()) {
            return new RowRange(first, Optional.empty());
        }
        // as in PostgREST, a limit that is no number counts as 0 next to an offset
        BigInteger count = rows.filter(number -> number.signum() >= 0).orElse(BigInteger.ZERO);
        return new RowRange(first, Optional.of(before(first.add(count))));
    }

    private static BigInteger before(BigInteger number) {
        return number.subtract(BigInteger.ONE);
    }

    private static Optional<BigInteger> number(String text) {
        Matcher matcher = NUMBER.matcher(text);
        return matcher.matches()
                ? Optional.of(new BigInteger(Objects.requireNonNull(matcher.group(1))))
                : Optional.empty();
    }

    private static RowRange parse(String header) {
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.matches()) {
            return ALL;
        }
        String last = Objects.requireNonNull(matcher.group(2));
        return new RowRange(
                new BigInteger(Objects.requireNonNull(matcher.group(1))),
                last.isEmpty() ? Optional.empty() : Optional.of(new BigInteger(last)));
    }

    private RowRange and(RowRange other) {
        Optional<BigInteger> end = last.isPresent() && other.last.isPresent()
                ? Optional.of(last.get().min(other.last.get()))
                : last.or(() -> other.last);
        return new RowRange(first.max(other.first), end);
    }

    private boolean isEmpty() {
        return last.isPresent() && last.get().compareTo(first) < 0;
    }

    /** Returns the maximum number of rows, absent for no limit. */
    Optional<BigInteger> limit() {
        return last.map(end -> end.subtract(first).add(BigInteger.ONE));
    }

    /** Returns the same with at most so many rows; 0 stands for no maximum. */
    RowRange atMost(int rows) {
        if (rows == 0 || equals(NONE)) {
            return this;
        }
        BigInteger end = first.add(BigInteger.valueOf(rows - 1L));
        return new RowRange(first, Optional.of(last.map(end::min).orElse(end)));
    }

    /**
     * Returns the value of the Content-Range header.
     *
     * @param rows the number of rows in the response
     * @param total the number of all rows, if it is known
     */
    public String header(long rows, Optional<Long> total) {
        boolean none = rows == 0 || total.filter(all -> all == 0).isPresent();
        String places = none ? "*" : first + "-" + first.add(BigInteger.valueOf(rows - 1));
        return places + "/" + total.map(String::valueOf).orElse("*");
    }

    /** Returns the HTTP status: 416 if it begins beyond the end, 206 if there are more rows. */
    public int status(long rows, Optional<Long> total) {
        if (total.isEmpty()) {
            return 200;
        }
        if (first.compareTo(BigInteger.valueOf(total.get())) > 0) {
            return 416;
        }
        return rows < total.get() ? 206 : 200;
    }
}
