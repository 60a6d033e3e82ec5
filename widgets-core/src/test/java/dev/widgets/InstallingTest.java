package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Installing and granting as users who are no superusers, in databases of theirs. */
@Tag("matrix")
final class InstallingTest {

    private static final String DATABASE = "installing";
    private static final RoleNames NAMES = new RoleNames(
            "installing owner",
            "installing anonymous",
            "installing application",
            "installing \"door\"");

    @BeforeEach
    void create_users() throws SQLException {
        TestServer server = TestServer.get();
        server.execute("create role installing_plain login password 'secret' nocreaterole");
        server.execute("create role installing_creator login password 'secret' createrole");
    }

    @AfterEach
    void drop_all() throws SQLException {
        TestServer server = TestServer.get();
        server.execute("drop database if exists " + DATABASE + " with (force)");
        for (String role : List.of(
                "\"installing \"\"door\"\"\"",
                "\"installing application\"",
                "\"installing anonymous\"",
                "\"installing owner\"",
                "installing_creator",
                "installing_plain")) {
            server.execute("drop role if exists " + role);
        }
    }

    private static DataSource databaseOf(String owner) throws SQLException {
        TestServer.get().execute("create database " + DATABASE + " owner " + owner);
        return TestServer.get().dataSource(DATABASE, owner, "secret");
    }

    private static void use(Connection connection) throws SQLException {
        for (String sql : List.of(
                "select widgets.add_widget('a', '', '{P}')",
                "select widgets.add_widget('b', '', '{P}')",
                "select widgets.associate_widgets('a', 'b', 'P')",
                "select widgets.get_widget('a')",
                "select widgets.remove_association('a', 'b', 'P')",
                "select widgets.rename_widget('a', 'valve')",
                "select widgets.remove_widget('a')",
                "select widgets.remove_widget('b')")) {
            Rows.of(connection, sql);
        }
    }

    @Test
    void installing_needs_neither_a_superuser_nor_the_right_to_create_roles() throws Exception {
        DataSource dataSource = databaseOf("installing_plain");
        WidgetSchema.over(dataSource).migrate();

        try (Connection connection = dataSource.getConnection()) {
            use(connection);
            assertThat(Rows.of(connection, "select * from widgets_admin.check_integrity()"))
                    .isEmpty();
        }
    }

    @Test
    void creating_roles_without_the_right_to_is_refused_and_changes_nothing() throws Exception {
        DataSource dataSource = databaseOf("installing_plain");
        WidgetSchema.over(dataSource).migrate();

        assertThatThrownBy(() -> WidgetAdministration.over(dataSource).createRoles(NAMES))
                .isInstanceOf(FailedException.class);
        try (Connection connection = dataSource.getConnection()) {
            assertThat(Rows.of(
                            connection,
                            "select 1 from pg_roles where rolname like 'installing owner'"))
                    .isEmpty();
            use(connection);
        }
    }

    /** From PostgreSQL 16 on, the setting says what the creator of a role may do as that role. */
    @ParameterizedTest
    @ValueSource(strings = {"", "inherit", "set", "set, inherit"})
    void an_owner_of_the_database_who_may_create_roles_creates_them_under_other_names(
            String selfGrant) throws Exception {
        DataSource dataSource = databaseOf("installing_creator");
        if (TestServer.majorVersion() >= 16) {
            TestServer.get()
                    .execute("alter role installing_creator set createrole_self_grant = '"
                            + selfGrant + "'");
        }
        WidgetSchema.over(dataSource).migrate();
        WidgetAdministration.over(dataSource).createRoles(NAMES);
        WidgetAdministration.over(dataSource).createRoles(NAMES);

        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(Rows.of(
                            connection,
                            "select distinct proowner::regrole from pg_proc"
                                    + " where pronamespace::regnamespace::text like 'widgets%'"))
                    .containsExactly("\"installing owner\"");
            use(connection);
            assertThat(Rows.of(connection, "select * from widgets_admin.check_integrity()"))
                    .isEmpty();
            statement.execute("alter role \"installing application\" login password 'secret'");
            statement.execute("alter role \"installing \"\"door\"\"\" password 'secret'");
        }
        TestServer server = TestServer.get();
        try (Connection connection =
                server.dataSource(DATABASE, "installing application", "secret").getConnection()) {
            use(connection);
            assertThat(Rows.of(connection, "select * from widgets.slots")).isEmpty();
        }
        try (Connection connection = server.dataSource(DATABASE, "installing \"door\"", "secret")
                        .getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> use(connection)).hasMessageContaining("permission denied");
            statement.execute("set role \"installing anonymous\"");
            use(connection);
        }
    }

    /** Advisory locks belong to a database, roles to the server. */
    @Test
    void two_databases_may_create_the_same_roles_at_once() throws Exception {
        DataSource dataSource = databaseOf("installing_creator");
        WidgetSchema.over(dataSource).migrate();
        TestServer server = TestServer.get();
        try (Connection other = server.dataSource("postgres", server.user(), server.password())
                        .getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("create role \"installing owner\"");
            CompletableFuture<Void> created =
                    CompletableFuture.runAsync(() -> WidgetAdministration.over(
                                    server.dataSource(DATABASE, server.user(), server.password()))
                            .createRoles(NAMES));
            Await.until("the second one waits", () -> {
                try (Connection looking = dataSource.getConnection()) {
                    return !Rows.of(
                                    looking,
                                    "select 1 from pg_locks where not granted"
                                            + " and locktype = 'transactionid'")
                            .isEmpty();
                }
            });
            other.commit();
            created.get(1, TimeUnit.MINUTES);
        }
        try (Connection connection = dataSource.getConnection()) {
            assertThat(Rows.of(
                            connection,
                            "select count(*) from pg_roles where rolname like 'installing %'"))
                    .containsExactly("4");
        }
    }

    @Test
    void who_has_created_the_roles_can_still_migrate() throws Exception {
        DataSource dataSource = databaseOf("installing_creator");
        WidgetSchema.over(dataSource).migrate();
        WidgetAdministration.over(dataSource).createRoles(NAMES);
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "update widgets_store.schema_history set checksum = 0 where version is null");
        }

        assertThat(WidgetSchema.over(dataSource).migrate()).isPositive();
        WidgetAdministration.over(dataSource).createRoles(NAMES);
        WidgetSchema.over(dataSource).validate();
    }
}
