package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.vendor.HibernateJpaDialect;
import org.springframework.transaction.support.TransactionTemplate;

/** Operations join the transactions of Spring, and no write is lost where they cannot. */
@Tag("spring")
class SpringTransactionTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final Ports P = Ports.of(PortType.P);

    /** An entity of the host. */
    @Entity
    @Table(name = "parts")
    static class Part {
        @Id
        String title;

        protected Part() {}

        Part(String title) {
            this.title = title;
        }
    }

    private final WidgetRepository outside = WidgetRepository.over(database.dataSource());
    private HikariDataSource pool = pool(true);

    @BeforeEach
    void empty() throws SQLException {
        database.empty();
        database.execute("drop table if exists parts; create table parts (title text primary key)");
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private static HikariDataSource pool(boolean autocommit) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(3);
        config.setAutoCommit(autocommit);
        return new HikariDataSource(config);
    }

    private void reopen(boolean autocommit) {
        pool.close();
        pool = pool(autocommit);
    }

    private static TransactionTemplate transactions(DataSource dataSource) {
        return new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    }

    /** Adds a row of the host and widgets, catches a refusal, and ends as it is told. */
    private void work(WidgetRepository widgets, Consumer<String> insert) {
        insert.accept("first");
        widgets.add("a", "", P);
        widgets.add("b", "", P);
        assertThatExceptionOfType(DuplicateSerialNumberException.class)
                .isThrownBy(() -> widgets.add("a", "", P));
        widgets.associate("a", "b", PortType.P);
        insert.accept("last");
        assertThat(widgets.find("b")).isPresent();
        assertThat(outside.find("b")).isEmpty();
    }

    private void assertJoined(
            TransactionTemplate transactions, WidgetRepository widgets, Consumer<String> insert)
            throws SQLException {
        transactions.executeWithoutResult(status -> {
            work(widgets, insert);
            status.setRollbackOnly();
        });
        assertThat(outside.find("a")).isEmpty();
        assertThat(database.query("select title from parts")).isEmpty();
        transactions.executeWithoutResult(status -> work(widgets, insert));
        assertThat(outside.find("a").orElseThrow().ports().get(0).peer()).hasValue("b");
        assertThat(database.query("select title from parts order by 1"))
                .containsExactly("first", "last");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_registry_and_a_jdbc_template_share_a_transaction(boolean autocommit)
            throws SQLException {
        reopen(autocommit);
        JdbcTemplate template = new JdbcTemplate(pool);
        assertJoined(
                transactions(pool),
                WidgetRepository.over(new TransactionAwareDataSourceProxy(pool)),
                title -> template.update("insert into parts values (?)", title));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_registry_and_jpa_share_a_transaction(boolean autocommit) throws SQLException {
        reopen(autocommit);
        try (SessionFactory factory = sessions(pool)) {
            assertJoined(
                    jpa(factory, pool),
                    WidgetRepository.over(new TransactionAwareDataSourceProxy(pool)),
                    title -> persist(factory, title));
        }
    }

    @Test
    void the_registry_and_jpa_and_a_jdbc_template_share_a_transaction_over_a_lazy_pool()
            throws SQLException {
        reopen(false);
        DataSource lazy = new LazyConnectionDataSourceProxy(pool);
        JdbcTemplate template = new JdbcTemplate(lazy);
        try (SessionFactory factory = sessions(lazy)) {
            assertJoined(
                    jpa(factory, lazy),
                    WidgetRepository.over(new TransactionAwareDataSourceProxy(lazy)),
                    title -> {
                        if (title.equals("first")) {
                            persist(factory, title);
                        } else {
                            template.update("insert into parts values (?)", title);
                        }
                    });
        }
    }

    private static SessionFactory sessions(DataSource dataSource) {
        Configuration configuration = new Configuration().addAnnotatedClass(Part.class);
        configuration.getProperties().put("hibernate.connection.datasource", dataSource);
        return configuration.buildSessionFactory();
    }

    private static TransactionTemplate jpa(SessionFactory factory, DataSource dataSource) {
        JpaTransactionManager manager = new JpaTransactionManager(factory);
        manager.setDataSource(dataSource);
        manager.setJpaDialect(new HibernateJpaDialect());
        return new TransactionTemplate(manager);
    }

    private static void persist(SessionFactory factory, String title) {
        EntityManager manager = EntityManagerFactoryUtils.getTransactionalEntityManager(factory);
        assertThat(manager).isNotNull();
        manager.persist(new Part(title));
        manager.flush();
    }

    @Test
    void jdbi_over_the_connections_of_spring_joins_their_transaction() throws SQLException {
        reopen(false);
        Jdbi jdbi = Jdbi.create(new ConnectionFactory() {
            @Override
            public Connection openConnection() {
                return DataSourceUtils.getConnection(pool);
            }

            @Override
            public void closeConnection(Connection connection) {
                DataSourceUtils.releaseConnection(connection, pool);
            }
        });
        JdbcTemplate template = new JdbcTemplate(pool);
        assertJoined(
                transactions(pool),
                WidgetRepository.over(jdbi),
                title -> template.update("insert into parts values (?)", title));
    }

    @Test
    void outside_of_a_transaction_nothing_is_lost_without_a_word() {
        reopen(false);
        outside.add("here", "", P);
        for (DataSource careless : new DataSource[] {
            new TransactionAwareDataSourceProxy(pool),
            new LazyConnectionDataSourceProxy(pool),
            new TransactionAwareDataSourceProxy(new LazyConnectionDataSourceProxy(pool))
        }) {
            WidgetRepository widgets = WidgetRepository.over(careless);
            assertNothingIsDone(widgets);
            assertThat(widgets.find("here")).isPresent();
        }
        reopen(true);
        WidgetRepository.over(new TransactionAwareDataSourceProxy(pool)).add("a", "", P);
        assertThat(outside.find("a")).isPresent();
    }

    private void assertNothingIsDone(WidgetRepository widgets) {
        assertThatExceptionOfType(FailedException.class)
                .isThrownBy(() -> widgets.add("lost", "", P))
                .withMessageContaining("not in autocommit");
        assertThat(outside.find("lost")).isEmpty();
    }

    @Test
    void a_pool_out_of_autocommit_joins_no_transaction_of_another_pool() {
        reopen(false);
        try (HikariDataSource other = pool(true)) {
            WidgetRepository widgets =
                    WidgetRepository.over(new TransactionAwareDataSourceProxy(pool));
            WidgetRepository lazy = WidgetRepository.over(new LazyConnectionDataSourceProxy(pool));
            transactions(other).executeWithoutResult(status -> {
                assertNothingIsDone(widgets);
                // its connection is bound to the transaction now, which does not commit it
                assertNothingIsDone(widgets);
                assertNothingIsDone(lazy);
            });
        }
    }

    @Test
    void an_operation_that_leaves_the_transaction_is_warned_about_once() {
        CommitCheck.WARNED.set(false);
        WidgetRepository plain = WidgetRepository.over(database.dataSource());
        String log = logged(() -> {
            plain.add("a", "", P);
            transactions(pool).executeWithoutResult(status -> {
                plain.add("b", "", P);
                plain.add("c", "", P);
                status.setRollbackOnly();
            });
        });
        assertThat(outside.find("b")).isPresent();
        assertThat(log)
                .containsOnlyOnce("does not join it")
                .contains("new TransactionAwareDataSourceProxy(dataSource)");
    }

    @Test
    void an_operation_that_joins_the_transaction_is_not_warned_about() {
        CommitCheck.WARNED.set(false);
        WidgetRepository joined = WidgetRepository.over(new TransactionAwareDataSourceProxy(pool));
        String log = logged(() -> {
            joined.add("a", "", P);
            transactions(pool).executeWithoutResult(status -> joined.add("b", "", P));
        });
        assertThat(outside.find("b")).isPresent();
        assertThat(log).doesNotContain("does not join it");
    }

    private static String logged(Runnable work) {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void roles_are_created_in_the_transaction_of_spring() throws SQLException {
        RoleNames names = new RoleNames("own_s", "anon_s", "app_s", "auth_s");
        String roles = "select count(*) from pg_roles where rolname like '%\\_s'";
        transactions(pool).executeWithoutResult(status -> {
            WidgetAdministration.over(new TransactionAwareDataSourceProxy(pool)).createRoles(names);
            status.setRollbackOnly();
        });
        assertThat(database.query(roles)).containsExactly("0");
    }
}
