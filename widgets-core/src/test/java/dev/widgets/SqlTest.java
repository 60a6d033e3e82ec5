package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the tests of the SQL functions share: each starts with no widgets, and leaves a sound
 * registry.
 */
abstract class SqlTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    Connection connection;
    WidgetFunctions widgets;

    @BeforeEach
    final void connect() throws SQLException {
        connection = database.connect();
        if (database.isDistributed()) {
            // the functions write as the owner, and Citus lets no other user read that before the
            // end
            connection.createStatement().execute("set role widgets_owner");
        }
        widgets = new WidgetFunctions(connection);
        database.empty();
    }

    @AfterEach
    final void disconnect() throws SQLException {
        connection.close();
        database.assertSound();
    }

    /** The whole table. */
    final List<String> table() throws SQLException {
        return Rows.of(connection, "select * from widgets_store.widgets order by serial_number");
    }

    /** Asserts that the rule says all of this, and that nothing was changed. */
    final void assertRefused(ThrowingCallable call, String rule, String argument, String hint)
            throws SQLException {
        List<String> before = table();
        assertThat(Refusal.of(error(call, rule))).isEqualTo(Refusal.of(rule, argument, hint));
        assertThat(table()).isEqualTo(before);
    }

    /** Asserts that PostgreSQL itself refused a value, and that nothing was changed. */
    final void assertRejected(ThrowingCallable call, String state) throws SQLException {
        List<String> before = table();
        assertThat(error(call, state).getSQLState()).isEqualTo(state);
        assertThat(table()).isEqualTo(before);
    }

    static SQLException error(ThrowingCallable call, String expected) {
        SQLException error = catchThrowableOfType(SQLException.class, call);
        return Objects.requireNonNull(error, () -> "nothing was thrown instead of " + expected);
    }
}
