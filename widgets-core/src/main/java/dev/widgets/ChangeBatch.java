package dev.widgets;

import dev.widgets.Pending.Change;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A call of {@code widgets_admin.apply}. */
final class ChangeBatch {

    private static final String APPLY = """
            select item, code, message, rule, argument, hint
            from widgets_admin.apply(?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String BUSY = "PT503";

    private final Optional<String> role;
    private final List<Change> changes;
    private final List<Change> undecided = new ArrayList<>();
    private String busy = "";

    ChangeBatch(Optional<String> role, List<Change> changes) {
        this.role = role;
        this.changes = changes;
    }

    /** Returns the operations that must be sent again, alone. */
    List<Change> undecided() {
        return undecided;
    }

    /** Returns the failure of an operation that stays undecided. */
    FailedException busy() {
        return new FailedException(busy, true, new SQLException(busy, BUSY));
    }

    /** Records which operations were refused, or returns why the whole call failed. */
    Optional<SqlFailure> run(Connection connection) {
        Outcome.Phase phase = Outcome.Phase.NOT_SENT;
        boolean done = false;
        undecided.clear();
        try (PreparedStatement statement = connection.prepareStatement(APPLY)) {
            bind(connection, statement);
            phase = Outcome.Phase.of(connection);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    refuse(row);
                }
                done = true;
            }
            return Optional.empty();
        } catch (SQLException e) {
            // if closing fails, the call is done all the same
            return done ? Optional.empty() : Optional.of(new SqlFailure(e, phase));
        }
    }

    private void bind(Connection connection, PreparedStatement statement) throws SQLException {
        TreeSet<String> serialNumbers = new TreeSet<>(Unicode.BY_CODE_POINTS);
        for (Change change : changes) {
            serialNumbers.add(change.operation().serialNumber());
            change.operation().peerSerialNumber().ifPresent(serialNumbers::add);
        }
        Map<String, Integer> places = new HashMap<>();
        serialNumbers.forEach(one -> places.put(one, places.size() + 1));
        int size = changes.size();
        String[] operations = new String[size];
        Integer[] firsts = new Integer[size];
        @Nullable Integer[] seconds = new @Nullable Integer[size];
        @Nullable String[] ports = new @Nullable String[size];
        @Nullable String[] names = new @Nullable String[size];
        for (int i = 0; i < size; i++) {
            Operation operation = changes.get(i).operation();
            operations[i] = operation.function().sqlName();
            firsts[i] = Objects.requireNonNull(places.get(operation.serialNumber()));
            seconds[i] = operation.peerSerialNumber().map(places::get).orElse(null);
            ports[i] = operation
                    .port()
                    .map(PortType::name)
                    .or(() -> operation.ports().map(Ports::toString))
                    .orElse(null);
            names[i] = operation.name().orElse(null);
        }
        statement.setString(1, role.orElse(null));
        statement.setArray(2, connection.createArrayOf("text", serialNumbers.toArray()));
        statement.setArray(3, connection.createArrayOf("text", operations));
        statement.setArray(4, connection.createArrayOf("integer", firsts));
        statement.setArray(5, connection.createArrayOf("integer", seconds));
        statement.setArray(6, connection.createArrayOf("text", ports));
        statement.setArray(7, connection.createArrayOf("text", names));
    }

    private void refuse(ResultSet row) throws SQLException {
        Change change = changes.get(row.getInt("item") - 1);
        String code = row.getString("code");
        String message = row.getString("message");
        String hint = Objects.requireNonNullElse(row.getString("hint"), "");
        Optional<Rule> rule = Optional.ofNullable(row.getString("rule")).flatMap(Rule::ofSqlName);
        if (rule.isPresent()) {
            String argument = row.getString("argument");
            Operation operation = change.operation();
            change.fail(new RefusalDetails(rule.get(), code, message, hint, argument)
                    .toException(operation));
        } else if (BUSY.equals(code)) {
            busy = message + " " + hint;
            undecided.add(change);
        } else {
            SQLException error = new SQLException(message, code);
            change.fail(new SqlFailure(error, Outcome.Phase.IN_TRANSACTION)
                    .writing(change.operation()));
        }
    }
}
