package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections that nobody would commit are refused, and the host may commit its own. */
class UncommittedPoolTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final Ports P = Ports.of(PortType.P);

    private final WidgetRepository outside = WidgetRepository.over(database.dataSource());

    @BeforeEach
    void noWidgets() throws SQLException {
        database.empty();
        database.execute("drop table if exists parts; create table parts (title text)");
    }

    private static HikariDataSource poolOutOfAutocommit() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setAutoCommit(false);
        return new HikariDataSource(config);
    }

    @Test
    void a_pool_that_nobody_would_commit_is_refused() {
        try (HikariDataSource pool = poolOutOfAutocommit()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> WidgetRepository.over(pool))
                    .withMessageContaining("set autoCommit to true");
        }
    }

    @Test
    void nothing_is_written_over_connections_that_nobody_would_commit() {
        try (HikariDataSource pool = poolOutOfAutocommit()) {
            DataSource wrapper = HostPool.wrapping(pool, connection -> connection);
            Jdbi jdbi = Jdbi.create(pool);
            outside.add("here", "", P);
            for (WidgetRepository widgets :
                    List.of(WidgetRepository.over(jdbi), WidgetRepository.over(wrapper))) {
                assertThatExceptionOfType(FailedException.class)
                        .isThrownBy(() -> widgets.add("lost", "", P))
                        .withMessageContaining("not in autocommit")
                        .satisfies(e -> assertThat(e.isRetryable()).isFalse());
                assertThat(widgets.find("here")).isPresent();
                assertThat(widgets.find("lost")).isEmpty();
            }
            WidgetRepository joined = WidgetRepository.over(jdbi);
            jdbi.useHandle(handle -> {
                joined.add("by its handle", "", P);
                handle.commit();
            });
        }
        assertThat(outside.find("by its handle")).isPresent();
    }

    @Test
    void a_host_may_commit_the_connections_of_its_data_source_itself() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            DataSource host = HostPool.lending(connection);
            WidgetRepository widgets = WidgetRepository.joining(host);
            widgets.add("a", "", P);
            assertThat(outside.find("a")).isEmpty();
            connection.commit();
            assertThat(outside.find("a")).isPresent();
        }
    }

    @Test
    void roles_are_created_and_committed_or_nothing_is_done() throws SQLException {
        RoleNames names = new RoleNames("own_h", "anon_h", "app_h", "auth_h");
        String roles = "select count(*) from pg_roles where rolname like '%\\_h'";
        try (HikariDataSource pool = poolOutOfAutocommit()) {
            assertThatExceptionOfType(FailedException.class)
                    .isThrownBy(() -> WidgetAdministration.over(pool).createRoles(names))
                    .withMessageContaining("not in autocommit");
        }
        assertThat(database.query(roles)).containsExactly("0");
        WidgetAdministration.over(database.dataSource()).createRoles(names);
        assertThat(database.query(roles)).containsExactly("4");
        database.execute(
                "reassign owned by own_h to postgres; drop owned by own_h, anon_h, app_h, auth_h;"
                        + " drop role own_h, anon_h, app_h, auth_h");
    }

    @Test
    void nothing_is_seeded_over_connections_that_nobody_would_commit() throws SQLException {
        try (HikariDataSource pool = poolOutOfAutocommit()) {
            assertThatExceptionOfType(FailedException.class)
                    .isThrownBy(() -> WidgetSeeder.over(pool)
                            .seed(SeedOptions.of(10), WidgetSeeder.ProgressListener.NONE))
                    .withMessageContaining("not in autocommit");
        }
        assertThat(database.query("select count(*) from widgets_store.seed_runs"))
                .containsExactly("0");
    }
}
