package dev.widgets.cli.serve.query;

import dev.widgets.Port;
import dev.widgets.Widget;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request for widgets by their serial numbers alone, whose rows can be made from widgets that
 * were read in any other way.
 *
 * @param serialNumbers which widgets
 * @param columns the columns of the rows
 * @param descending whether the order is reversed
 * @param range the places of the rows
 */
public record KeyedRows(
        Set<String> serialNumbers,
        List<RelationColumn> columns,
        boolean descending,
        RowRange range) {

    private static final int MOST_KEYS = 100;

    /** The bits of a place that the database can count to. */
    private static final int BITS = 63;

    /** The order of the key, which is that of UTF-8. */
    private static final Comparator<Widget> BY_CODE_POINT =
            Comparator.comparing(Widget::serialNumber, (one, other) -> {
                int at = 0;
                int most = Math.min(one.length(), other.length());
                while (at < most && one.charAt(at) == other.charAt(at)) {
                    at++;
                }
                if (at == most) {
                    return Integer.compare(one.length(), other.length());
                }
                // a surrogate, which stands for a character beyond all others, compares as such
                char a = one.charAt(at);
                char b = other.charAt(at);
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Character.isSurrogate(a) ? 1 : -1;
            });

    /** Returns the request as such a one, if it is. */
    static Optional<KeyedRows> of(
            Relation relation, ReadRequest request, List<ResultColumn> columns, RowRange range) {
        if (!relation.equals(Relation.WIDGETS)
                || range.first().bitLength() > BITS
                || range.limit().filter(limit -> limit.bitLength() > BITS).isPresent()
                || request.filters().size() != 1
                || request.order().size() > 1) {
            return Optional.empty();
        }
        Optional<Boolean> descending = request.order().isEmpty()
                ? Optional.of(false)
                : request.order().get(0).descendingByKey(relation);
        Set<String> keys = KeyRange.keys(request.filters().get(0));
        if (descending.isEmpty() || keys.isEmpty() || keys.size() > MOST_KEYS) {
            return Optional.empty();
        }
        List<RelationColumn> plain = new ArrayList<>(columns.size());
        for (ResultColumn column : columns) {
            plain.addAll(column.plain());
        }
        return plain.size() == columns.size()
                ? Optional.of(new KeyedRows(keys, plain, descending.get(), range))
                : Optional.empty();
    }

    /** Returns the rows, with the texts that {@link ResultText} writes. */
    public List<@Nullable String[]> rows(Map<String, Widget> widgets) {
        List<Widget> sorted = new ArrayList<>(widgets.values());
        sorted.sort(descending ? BY_CODE_POINT.reversed() : BY_CODE_POINT);
        int first = atMost(sorted.size(), range.first());
        int rest = sorted.size() - first;
        int count = range.limit().isEmpty() ? rest : atMost(rest, range.limit().get());
        List<@Nullable String[]> rows = new ArrayList<>(count);
        for (Widget widget : sorted.subList(first, first + count)) {
            rows.add(row(widget));
        }
        return rows;
    }

    private static int atMost(int most, BigInteger number) {
        return number.min(BigInteger.valueOf(most)).intValue();
    }

    private @Nullable String[] row(Widget widget) {
        @Nullable String[] row = new @Nullable String[columns.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = switch (columns.get(i).name()) {
                case "serial_number" -> widget.serialNumber();
                case "name" -> widget.name();
                case "ports" -> ports(widget);
                case "peers" -> peers(widget);
                default -> throw new IllegalStateException(columns.get(i).name());
            };
        }
        return row;
    }

    private static String ports(Widget widget) {
        StringBuilder letters = new StringBuilder();
        for (Port port : widget.ports()) {
            letters.append(port.type().name());
        }
        return letters.toString();
    }

    private static String peers(Widget widget) {
        StringBuilder json = new StringBuilder("[");
        String separator = "";
        for (Port port : widget.ports()) {
            json.append(separator);
            if (port.isFree()) {
                json.append("null");
            } else {
                ResultText.quote(port.peer().orElseThrow(), json);
            }
            separator = ",";
        }
        return json.append(']').toString();
    }
}
