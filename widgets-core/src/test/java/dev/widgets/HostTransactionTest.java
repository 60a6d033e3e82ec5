package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The library joins the host's transaction, and never ends it. */
class HostTransactionTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final Ports P = Ports.of(PortType.P);

    private final WidgetRepository outside = WidgetRepository.over(database.dataSource());

    @BeforeEach
    void noWidgets() throws SQLException {
        database.empty();
        database.execute("drop table if exists parts; create table parts (title text)");
    }

    @Test
    void a_connection_of_the_hosts_is_committed_by_the_host() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            WidgetRepository widgets = WidgetRepository.over(connection);
            widgets.add("a", "", P);
            assertThat(widgets.find("a")).isPresent();
            assertThat(outside.find("a")).isEmpty();
            connection.commit();
            assertThat(outside.find("a")).isPresent();

            widgets.remove("a");
            connection.rollback();
            assertThat(outside.find("a")).isPresent();
            assertThat(connection.isClosed()).isFalse();
        }
    }

    @Test
    void a_connection_in_autocommit_is_a_transaction_an_operation() throws SQLException {
        try (Connection connection = database.connect()) {
            WidgetRepository.over(connection).add("a", "", P);
            assertThat(outside.find("a")).isPresent();
            assertThat(connection.isClosed()).isFalse();
        }
    }

    @Test
    void a_handle_of_the_hosts_is_committed_by_the_host() {
        Jdbi jdbi = Jdbi.create(database.dataSource());
        try (Handle handle = jdbi.open()) {
            WidgetRepository widgets = WidgetRepository.over(handle);
            handle.begin();
            widgets.add("a", "", P);
            handle.rollback();
            assertThat(outside.find("a")).isEmpty();
            handle.useTransaction(h -> widgets.add("a", "", P));
            assertThat(outside.find("a")).isPresent();
            assertThat(handle.isClosed()).isFalse();
        }
    }

    @Test
    void a_jdbi_joins_the_transaction_that_is_open_in_its_thread() {
        Jdbi jdbi = Jdbi.create(database.dataSource());
        WidgetRepository widgets = WidgetRepository.over(jdbi);
        jdbi.useTransaction(handle -> {
            widgets.add("a", "", P);
            assertThat(outside.find("a")).isEmpty();
            handle.rollback();
        });
        assertThat(outside.find("a")).isEmpty();
        widgets.add("a", "", P);
        assertThat(outside.find("a")).isPresent();
    }

    private void insert(Connection connection, String title) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into parts values ('" + title + "')");
        }
    }

    /** Lets a rule refuse each operation, in a transaction with a row of the host. */
    private void refuseEverything(Connection connection) throws SQLException {
        WidgetRepository widgets = WidgetRepository.over(connection);
        insert(connection, "first");
        widgets.add("a", "", P);
        assertThatExceptionOfType(DuplicateSerialNumberException.class)
                .isThrownBy(() -> widgets.add("a", "", P))
                .withMessage("A widget with this serial number already exists. The serial number"
                        + " \"a\" is already in use.");
        assertThatExceptionOfType(NoSuchWidgetException.class)
                .isThrownBy(() -> widgets.remove("b"));
        assertThatExceptionOfType(NoSuchWidgetException.class)
                .isThrownBy(() -> widgets.associate("a", "b", PortType.P))
                .satisfies(e -> assertThat(e.serialNumber()).isEqualTo("b"));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> widgets.add("", "", P));
        widgets.add("b", "", P);
        assertThatExceptionOfType(NoFreePortException.class)
                .isThrownBy(() -> widgets.associate("a", "b", PortType.Q))
                .satisfies(e -> assertThat(e.port()).isEqualTo(PortType.Q));
        assertThatExceptionOfType(NotAssociatedException.class)
                .isThrownBy(() -> widgets.dissociate("a", "b", PortType.P));
        widgets.associate("a", "b", PortType.P);
        assertThatExceptionOfType(AlreadyAssociatedException.class)
                .isThrownBy(() -> widgets.associate("b", "a", PortType.P));
        insert(connection, "last");
    }

    private void assertEverythingElseIsDone() throws SQLException {
        assertThat(database.query("select title from parts order by 1"))
                .containsExactly("first", "last");
        assertThat(outside.find("a").orElseThrow().ports().get(0).peer()).hasValue("b");
        database.assertSound();
    }

    @Test
    void a_refusal_does_not_abort_the_hosts_transaction() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            refuseEverything(connection);
            connection.commit();
        }
        assertEverythingElseIsDone();
    }

    @Test
    void a_refusal_does_not_abort_a_transaction_that_the_host_began_with_sql() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("begin");
            refuseEverything(connection);
            statement.execute("commit");
        }
        assertEverythingElseIsDone();
    }

    @Test
    void a_refusal_does_not_abort_a_transaction_of_jdbi() throws SQLException {
        Jdbi jdbi = Jdbi.create(database.dataSource());
        jdbi.useTransaction(handle -> refuseEverything(handle.getConnection()));
        assertEverythingElseIsDone();
    }

    /** Such a user may execute the functions of the API alone, as web_anon may. */
    @Test
    void a_refusal_does_not_abort_the_transaction_of_a_user_without_the_batch_function()
            throws SQLException {
        database.execute("""
                drop role if exists plain_user;
                create role plain_user login password 'x';
                grant usage on schema widgets to plain_user;
                grant execute on all functions in schema widgets to plain_user;
                grant insert on parts to plain_user;
                """);
        try (Connection connection = database.dataSource("plain_user", "x").getConnection()) {
            connection.setAutoCommit(false);
            refuseEverything(connection);
            connection.commit();
        }
        assertEverythingElseIsDone();
        database.execute("drop owned by plain_user; drop role plain_user");
    }

    /** The batch function must be no way around the role that the host has assumed. */
    @Test
    void an_assumed_role_gains_no_privilege_in_a_transaction() throws SQLException {
        database.execute("""
                drop role if exists remover;
                create role remover;
                grant usage on schema widgets, widgets_admin to remover;
                grant execute on all functions in schema widgets_admin to remover;
                grant execute on function widgets.remove_widget(text) to remover;
                """);
        outside.add("a", "", P);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            WidgetRepository widgets = WidgetRepository.over(connection);
            statement.execute("set local role remover");
            assertThatExceptionOfType(FailedException.class)
                    .isThrownBy(() -> widgets.add("b", "", P))
                    .withMessageContaining("permission denied for function add_widget");
            widgets.remove("a");
            connection.commit();
        }
        assertThat(outside.find("a")).isEmpty();
        database.execute("drop owned by remover; drop role remover");
    }

    @Test
    void an_error_aborts_the_hosts_transaction_unless_there_is_a_savepoint() throws SQLException {
        outside.add("a", "", P);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                Connection other = database.connect()) {
            other.setAutoCommit(false);
            Rows.of(other, "select 1 from widgets_store.widgets for update");
            connection.setAutoCommit(false);
            WidgetRepository widgets = WidgetRepository.over(connection);
            widgets.add("b", "", P);
            statement.execute("set lock_timeout = '100ms'");
            Savepoint savepoint = connection.setSavepoint();
            assertThatExceptionOfType(FailedException.class)
                    .isThrownBy(() -> widgets.remove("a"))
                    .withMessageContaining("lock timeout");
            assertThatExceptionOfType(FailedException.class)
                    .isThrownBy(() -> widgets.add("c", "", P))
                    .withMessageContaining("Roll back to a savepoint")
                    .satisfies(e -> assertThat(e.isRetryable()).isFalse());
            connection.rollback(savepoint);
            widgets.add("c", "", P);
            connection.commit();
            other.rollback();
        }
        assertThat(outside.find("b")).isPresent();
        assertThat(outside.find("c")).isPresent();
    }

    /** Another session associates the widget again and again while it is removed. */
    @Test
    void a_removal_whose_peers_change_is_repeated_in_the_hosts_transaction() throws Exception {
        outside.add("a", "", P);
        outside.add("b", "", P);
        outside.associate("a", "b", PortType.P);
        try (Connection connection = database.connect();
                Connection other = database.connect()) {
            other.setAutoCommit(false);
            WidgetRepository others = WidgetRepository.over(other);
            others.dissociate("a", "b", PortType.P);
            others.add("c", "", P);
            others.associate("a", "c", PortType.P);
            connection.setAutoCommit(false);
            insert(connection, "part");
            CompletableFuture<Void> removal = CompletableFuture.runAsync(
                    () -> WidgetRepository.over(connection).remove("a"));
            Backends.waiting(database, connection);
            other.commit();
            removal.get(10, TimeUnit.SECONDS);
            connection.commit();
        }
        assertThat(outside.find("a")).isEmpty();
        assertThat(outside.find("c").orElseThrow().ports().get(0).isFree()).isTrue();
        assertThat(database.query("select title from parts")).containsExactly("part");
        database.assertSound();
    }

    @Test
    void finding_nothing_does_not_abort_the_hosts_transaction() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            WidgetRepository widgets = WidgetRepository.over(connection);
            assertThat(widgets.find("a")).isEmpty();
            widgets.add("a", "", P);
            connection.commit();
        }
        assertThat(outside.find("a")).isPresent();
    }

    @Test
    void a_lost_connection_within_the_hosts_transaction_has_certainly_done_nothing()
            throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            WidgetRepository widgets = WidgetRepository.over(connection);
            widgets.add("a", "", P);
            Backends.terminate(database, connection);
            assertThatExceptionOfType(FailedException.class)
                    .isThrownBy(() -> widgets.add("b", "", P));
        }
        assertThat(outside.find("a")).isEmpty();
        assertThat(outside.find("b")).isEmpty();
    }
}
