package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/** The library joins the host's transaction, and never ends it. */
class HostTransactionTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final Ports P = Ports.of(PortType.P);

    private final WidgetRepository outside = WidgetRepository.over(database.dataSource());

    @BeforeEach
    void noWidgets() throws SQLException {
        database.empty();
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

    @Test
    void under_spring_it_joins_the_managed_transaction() {
        DataSource plain = database.dataSource();
        WidgetRepository widgets =
                WidgetRepository.over(new TransactionAwareDataSourceProxy(plain));
        TransactionTemplate transaction =
                new TransactionTemplate(new DataSourceTransactionManager(plain));
        transaction.executeWithoutResult(status -> {
            widgets.add("a", "", P);
            widgets.add("b", "", P);
            widgets.associate("a", "b", PortType.P);
            assertThat(widgets.find("b")).isPresent();
            assertThat(outside.find("b")).isEmpty();
            status.setRollbackOnly();
        });
        assertThat(outside.find("a")).isEmpty();
        transaction.executeWithoutResult(status -> widgets.add("a", "", P));
        assertThat(outside.find("a")).isPresent();
        widgets.remove("a");
        assertThat(outside.find("a")).isEmpty();
    }

    @Test
    void a_refusal_aborts_the_hosts_transaction_unless_there_is_a_savepoint() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            WidgetRepository widgets = WidgetRepository.over(connection);
            widgets.add("a", "", P);
            Savepoint savepoint = connection.setSavepoint();
            assertThatExceptionOfType(DuplicateSerialNumberException.class)
                    .isThrownBy(() -> widgets.add("a", "", P));
            assertThatExceptionOfType(FailedException.class)
                    .isThrownBy(() -> widgets.add("b", "", P))
                    .withMessageContaining("Roll back to a savepoint")
                    .satisfies(e -> assertThat(e.isRetryable()).isFalse());
            connection.rollback(savepoint);
            widgets.add("b", "", P);
            connection.commit();
        }
        assertThat(outside.find("b")).isPresent();
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
    void a_pool_that_nobody_would_commit_is_refused() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setAutoCommit(false);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> WidgetRepository.over(pool))
                    .withMessageContaining("set autoCommit to true");
        }
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
