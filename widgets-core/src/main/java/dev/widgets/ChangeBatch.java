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
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A call of {@code widgets_admin.apply}. */
final class ChangeBatch {

    private static final String APPLY = """
            select item, code, message, rule, argument, hint
            from widgets_admin.apply(coalesce(?, current_user::text), ?, ?, ?, ?, ?, ?)
            """;

    /** The setting is made first, because the function takes an argument from the same row. */
    private static final String APPLY_WITH_SUBJECTS = """
            select a.item, a.code, a.message, a.rule, a.argument, a.hint
            from (
              select
                set_config('widgets.subjects', ?, true),
                coalesce(?, current_user::text)
            ) s (subjects, role)
            cross join lateral widgets_admin.apply(s.role, ?, ?, ?, ?, ?, ?) a
            """;

    private final Optional<String> role;
    private final List<Change> changes;
    private final boolean withSubjects;
    private final List<Change> undecided = new ArrayList<>();
    private Optional<SqlFailure> lastUndecided = Optional.empty();

    ChangeBatch(Optional<String> role, List<Change> changes) {
        this(role, changes, false);
    }

    /**
     * Creates a call.
     *
     * @param sendsSubjects whether to send the subjects of the operations, if any has one
     */
    ChangeBatch(Optional<String> role, List<Change> changes, boolean sendsSubjects) {
        this.role = role;
        this.changes = changes;
        withSubjects = sendsSubjects
                && changes.stream().anyMatch(change -> change.subject().isPresent());
    }

    /** Returns the operations that must be sent again, alone. */
    List<Change> undecided() {
        return undecided;
    }

    /** Returns why the last one of them was not decided. */
    Optional<SqlFailure> whyUndecided() {
        return lastUndecided;
    }

    /** Records which operations were refused, or returns why the whole call failed. */
    Optional<SqlFailure> run(Connection connection) {
        Outcome.Phase phase = Outcome.Phase.NOT_SENT;
        boolean done = false;
        undecided.clear();
        try (PreparedStatement statement =
                connection.prepareStatement(withSubjects ? APPLY_WITH_SUBJECTS : APPLY)) {
            bind(connection, statement);
            phase = Outcome.Phase.of(connection);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    refuse(row);
                }
                Optional<SqlFailure> failure = SqlFailure.ofCommitted(statement, phase);
                done = true;
                return failure;
            }
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
        int at = 1;
        if (withSubjects) {
            statement.setString(at++, subjects(connection));
        }
        statement.setString(at++, role.orElse(null));
        statement.setArray(at++, connection.createArrayOf("text", serialNumbers.toArray()));
        statement.setArray(at++, connection.createArrayOf("text", operations));
        statement.setArray(at++, connection.createArrayOf("integer", firsts));
        statement.setArray(at++, connection.createArrayOf("integer", seconds));
        statement.setArray(at++, connection.createArrayOf("text", ports));
        statement.setArray(at, connection.createArrayOf("text", names));
    }

    private String subjects(Connection connection) throws SQLException {
        @Nullable String[] subjects = new @Nullable String[changes.size()];
        for (int i = 0; i < subjects.length; i++) {
            subjects[i] = changes.get(i).subject().orElse(null);
        }
        return connection.createArrayOf("text", subjects).toString();
    }

    private void refuse(ResultSet row) throws SQLException {
        Change change = changes.get(row.getInt("item") - 1);
        String code = row.getString("code");
        Optional<Rule> rule = Optional.ofNullable(row.getString("rule")).flatMap(Rule::ofSqlName);
        if (rule.isPresent()) {
            String hint = Objects.requireNonNullElse(row.getString("hint"), "");
            change.fail(new RefusalDetails(
                            rule.get(),
                            code,
                            row.getString("message"),
                            hint,
                            row.getString("argument"))
                    .toException(change.operation()));
            return;
        }
        SqlFailure failure = new SqlFailure(error(row), Outcome.Phase.IN_TRANSACTION);
        if (DatabaseError.ofSqlState(code) == DatabaseError.BUSY) {
            lastUndecided = Optional.of(failure);
            undecided.add(change);
        } else {
            change.fail(failure.writing(change.operation()));
        }
    }

    /** Returns the error that the function of its own would have raised. */
    private static PSQLException error(ResultSet row) throws SQLException {
        StringBuilder fields = new StringBuilder();
        append(fields, 'C', row.getString("code"));
        append(fields, 'M', row.getString("message"));
        append(fields, 'D', row.getString("rule"));
        append(fields, 'n', row.getString("rule"));
        append(fields, 'c', row.getString("argument"));
        append(fields, 'H', row.getString("hint"));
        return new PSQLException(new ServerErrorMessage(fields.toString()));
    }

    /** Appends a field of an ErrorResponse message of PostgreSQL's protocol. */
    private static void append(StringBuilder fields, char type, @Nullable String value) {
        if (value != null) {
            fields.append(type).append(value).append('\0');
        }
    }
}
