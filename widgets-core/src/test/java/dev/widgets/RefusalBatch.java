package dev.widgets;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Calls that rules refuse, as one call of {@code apply}.
 *
 * @param cases the calls, none of which reads
 */
record RefusalBatch(List<RefusalCase> cases) {

    @FunctionalInterface
    private interface Column {
        Object of(RefusalCase one);
    }

    /** Returns what the database answers to each of them, in their order. */
    List<Refusal> send(Connection connection) throws SQLException {
        List<String> serialNumbers = cases.stream()
                .flatMap(RefusalBatch::serialNumbers)
                .filter(Objects::nonNull)
                .distinct()
                .sorted(Unicode.BY_CODE_POINTS)
                .toList();
        try (PreparedStatement apply = connection.prepareStatement(
                "select * from widgets_admin.apply(null, ?, ?, ?, ?, ?, ?)")) {
            apply.setArray(1, connection.createArrayOf("text", serialNumbers.toArray()));
            apply.setArray(2, array(connection, "text", RefusalCase::function));
            apply.setArray(
                    3,
                    array(
                            connection,
                            "integer",
                            one -> place(serialNumbers, one.arguments().get(0))));
            apply.setArray(
                    4,
                    array(
                            connection,
                            "integer",
                            one -> isOnPair(one)
                                    ? place(serialNumbers, one.arguments().get(1))
                                    : null));
            apply.setArray(5, array(connection, "text", RefusalBatch::ports));
            apply.setArray(6, array(connection, "text", RefusalBatch::name));
            try (ResultSet row = apply.executeQuery()) {
                return refusals(row);
            }
        }
    }

    private static List<Refusal> refusals(ResultSet row) throws SQLException {
        List<Refusal> refusals = new ArrayList<>();
        while (row.next()) {
            String rule = row.getString("rule");
            refusals.add(new Refusal(
                    row.getString("code"),
                    row.getString("message"),
                    rule,
                    rule,
                    row.getString("argument"),
                    row.getString("hint")));
        }
        return refusals;
    }

    private Array array(Connection connection, String type, Column column) throws SQLException {
        return connection.createArrayOf(type, cases.stream().map(column::of).toArray());
    }

    private static Integer place(List<String> serialNumbers, String one) {
        return one == null ? null : serialNumbers.indexOf(one) + 1;
    }

    private static boolean isOnPair(RefusalCase one) {
        return one.names().contains("port");
    }

    private static Stream<String> serialNumbers(RefusalCase one) {
        return one.arguments().subList(0, isOnPair(one) ? 2 : 1).stream();
    }

    private static String ports(RefusalCase one) {
        if (one.function().equals("add_widget")) {
            return one.letters();
        }
        return isOnPair(one) ? one.arguments().get(2) : null;
    }

    private static String name(RefusalCase one) {
        return one.names().contains("name") ? one.arguments().get(1) : null;
    }
}
