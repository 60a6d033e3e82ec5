package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The optional history: what it records, and who may read it. */
final class WidgetHistoryTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Ports PQ = Ports.parse("PQ");

    private static final String ROWS = """
            select operation, serial_number, peer_serial_number, port, ports, name, old_name, role,
              subject
            from widgets.history
            order by done_at""";

    private final WidgetHistory history = WidgetHistory.over(database.dataSource());
    private final WidgetRepository widgets = WidgetRepository.over(database.dataSource());

    @BeforeAll
    static void roles() throws Exception {
        WidgetAdministration.over(database.dataSource()).createRoles(RoleNames.DEFAULT);
        database.execute("""
                drop role if exists history_app;
                create role history_app login password 'secret' in role widgets_app""");
    }

    @BeforeEach
    void on_and_empty() throws Exception {
        database.empty();
        history.enable(PATIENCE);
        database.execute("truncate widgets_store.history");
    }

    @Test
    void every_operation_that_is_done_is_recorded_and_no_refused_one() throws Exception {
        everyOperation(widgets);
        assertThat(database.query(ROWS)).containsExactlyElementsOf(rows("postgres", "null"));
        assertThat(history.list("b", 2))
                .extracting(WidgetHistory.Entry::operation)
                .containsExactly("associate_widgets", "remove_association");
        assertThat(history.list("a", 100)).hasSize(5);
    }

    @Test
    void a_transaction_of_the_host_names_its_subject_and_leaves_nothing_if_it_is_rolled_back()
            throws Exception {
        try (Connection host = database.dataSource("history_app", "secret").getConnection();
                Statement statement = host.createStatement()) {
            host.setAutoCommit(false);
            WidgetRepository.over(host).add("x", "", PQ);
            host.rollback();
            statement.execute("set local widgets.subject = 'alice'");
            everyOperation(WidgetRepository.over(host));
            host.commit();
            statement.execute(
                    "set local request.jwt.claims = '{\"sub\":\"bob\"}'; select widgets.add_widget('y', '', '{P}')");
            host.commit();
        }
        List<String> expected = new ArrayList<>(rows("history_app", "alice"));
        expected.add("add_widget|y|null|null|P||null|history_app|bob");
        assertThat(database.query(ROWS)).containsExactlyElementsOf(expected);
    }

    @Test
    void a_batch_records_each_operation_in_its_order_with_its_subject() throws Exception {
        List<Pending.Change> changes = Stream.of(
                        Operation.add("a", "1", PQ),
                        Operation.add("b", "2", PQ),
                        Operation.add("a", "3", PQ),
                        Operation.associate("b", "a", PortType.Q),
                        Operation.rename("a", "4"),
                        Operation.rename("a", "4"),
                        Operation.remove("a"),
                        Operation.add("a", "5", Ports.parse("R")),
                        Operation.rename("a", "6"),
                        Operation.dissociate("a", "b", PortType.Q))
                .map(one -> new Pending.Change(
                        Optional.of("widgets_app"), one.name().map(name -> "subject " + name), one))
                .toList();
        try (Connection connection = database.connect()) {
            assertThat(new ChangeBatch(Optional.of("widgets_app"), changes, true).run(connection))
                    .isEmpty();
        }
        assertThat(database.query(ROWS))
                .containsExactly(
                        "add_widget|a|null|null|PQ|1|null|widgets_app|subject 1",
                        "add_widget|b|null|null|PQ|2|null|widgets_app|subject 2",
                        "associate_widgets|b|a|Q|null|null|null|widgets_app|null",
                        "rename_widget|a|null|null|null|4|1|widgets_app|subject 4",
                        "remove_widget|a|null|null|null|null|null|widgets_app|null",
                        "add_widget|a|null|null|R|5|null|widgets_app|subject 5",
                        "rename_widget|a|null|null|null|6|5|widgets_app|subject 6");
    }

    @Test
    void a_batch_that_names_each_widget_once_records_its_operations_in_order() throws Exception {
        for (String serialNumber : List.of("a", "b", "c", "d")) {
            widgets.add(serialNumber, "", PQ);
        }
        database.execute("truncate widgets_store.history");
        List<Pending.Change> changes = List.of(
                new Pending.Change(
                        Optional.of("widgets_app"),
                        Optional.of("alice"),
                        Operation.associate("d", "a", PortType.Q)),
                new Pending.Change(
                        Optional.of("widgets_app"),
                        Optional.empty(),
                        Operation.associate("b", "c", PortType.P)));
        try (Connection connection = database.connect()) {
            assertThat(new ChangeBatch(Optional.of("widgets_app"), changes, true).run(connection))
                    .isEmpty();
        }
        assertThat(database.query(ROWS))
                .containsExactly(
                        "associate_widgets|d|a|Q|null|null|null|widgets_app|alice",
                        "associate_widgets|b|c|P|null|null|null|widgets_app|null");
    }

    @Test
    void a_coalescer_sends_subjects_once_it_is_told_to() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        try (HikariDataSource pool = new HikariDataSource(config);
                WidgetCoalescer coalescer = WidgetCoalescer.open(pool)) {
            AsyncWidgetRepository alice = coalescer.as("widgets_app", "alice");
            alice.add("a", "", PQ).get(1, TimeUnit.MINUTES);
            try (Connection connection = database.connect()) {
                coalescer.sendSubjects(WidgetHistory.isRecording(connection));
            }
            alice.rename("a", "1").get(1, TimeUnit.MINUTES);
            CompletableFuture.allOf(Stream.of("b", "c", "d", "e")
                            .map(one -> coalescer.as("widgets_app", one).add(one, "", PQ))
                            .toArray(CompletableFuture[]::new))
                    .get(1, TimeUnit.MINUTES);
        }
        assertThat(database.query("select role, serial_number, subject from widgets.history"
                        + " order by serial_number, done_at"))
                .containsExactly(
                        "widgets_app|a|null",
                        "widgets_app|a|alice",
                        "widgets_app|b|b",
                        "widgets_app|c|c",
                        "widgets_app|d|d",
                        "widgets_app|e|e");
    }

    @Test
    void no_role_may_read_or_change_it_unless_it_is_granted() throws Exception {
        widgets.add("a", "", PQ);
        WidgetHistory ofApplication =
                WidgetHistory.over(database.dataSource("history_app", "secret"));
        for (String sql : List.of(
                "select * from widgets.history",
                "select * from widgets_store.history",
                "insert into widgets_store.history (operation, serial_number) values ('x', 'x')",
                "delete from widgets.history",
                "update widgets_store.history set subject = 'x'",
                "truncate widgets_store.history",
                "select * from widgets_store.history_periods")) {
            try (Connection connection =
                            database.dataSource("history_app", "secret").getConnection();
                    Statement statement = connection.createStatement()) {
                assertThatExceptionOfType(SQLException.class)
                        .as(sql)
                        .isThrownBy(() -> statement.execute(sql))
                        .matches(e -> "42501".equals(e.getSQLState()), "permission denied");
            }
        }
        assertThatExceptionOfType(FailedException.class)
                .isThrownBy(() -> ofApplication.list("a", 1));
        assertThatExceptionOfType(FailedException.class)
                .isThrownBy(() -> ofApplication.disable(false));
        database.execute("grant select on widgets.history to history_app");
        assertThat(ofApplication.list("a", 1)).hasSize(1);
        database.execute("revoke select on widgets.history from history_app");
    }

    private static void everyOperation(WidgetRepository widgets) {
        widgets.add("a", "pump", PQ);
        widgets.add("b", "tank", PQ);
        assertThatExceptionOfType(DuplicateSerialNumberException.class)
                .isThrownBy(() -> widgets.add("a", "pump", PQ));
        widgets.associate("b", "a", PortType.P);
        widgets.rename("b", "big tank");
        widgets.rename("b", "big tank");
        widgets.dissociate("a", "b", PortType.P);
        widgets.associate("a", "b", PortType.Q);
        widgets.remove("a");
        assertThatExceptionOfType(NoSuchWidgetException.class)
                .isThrownBy(() -> widgets.rename("a", ""));
    }

    private static List<String> rows(String role, String subject) {
        return Stream.of(
                        "add_widget|a|null|null|PQ|pump|null",
                        "add_widget|b|null|null|PQ|tank|null",
                        "associate_widgets|b|a|P|null|null|null",
                        "rename_widget|b|null|null|null|big tank|tank",
                        "remove_association|a|b|P|null|null|null",
                        "associate_widgets|a|b|Q|null|null|null",
                        "remove_widget|a|null|null|null|null|null")
                .map(row -> row + "|" + role + "|" + subject)
                .toList();
    }
}
