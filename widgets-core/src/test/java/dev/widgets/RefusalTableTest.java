package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.widgets.Pending.Change;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every row of the table of rules says the same through the function, through apply and through the
 * library. The command line's tests send the same rows over HTTP.
 */
class RefusalTableTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final String TABLE =
            "select * from widgets_store.widgets order by serial_number";

    private final List<RefusalCase> cases = RefusalCase.all();
    private List<String> before;

    @BeforeEach
    void add_widgets() throws SQLException {
        database.empty();
        database.execute(RefusalCase.WIDGETS);
        before = database.query(TABLE);
    }

    @AfterEach
    void nothing_has_changed() throws SQLException {
        assertThat(database.query(TABLE)).isEqualTo(before);
    }

    @Test
    void every_rule_of_the_database_is_in_the_table() {
        assertThat(cases.stream().map(one -> one.expected().detail()).distinct())
                .containsExactlyInAnyOrderElementsOf(Refusal.rules());
    }

    @Test
    void through_the_function_of_its_own() throws SQLException {
        SoftAssertions all = new SoftAssertions();
        try (Connection connection = database.connect()) {
            for (RefusalCase one : cases) {
                String sql = "select widgets." + one.function() + "("
                        + one.arguments().stream().map(x -> "?").collect(Collectors.joining(","))
                        + ")";
                SQLException error = catchThrowableOfType(SQLException.class, () -> {
                    try (PreparedStatement call = connection.prepareStatement(sql)) {
                        for (int i = 0; i < one.arguments().size(); i++) {
                            call.setObject(i + 1, one.arguments().get(i), java.sql.Types.OTHER);
                        }
                        call.execute();
                    }
                });
                all.assertThat(error == null ? null : Refusal.of(error))
                        .as(one.toString())
                        .isEqualTo(one.expected());
            }
        }
        all.assertAll();
    }

    @Test
    void in_one_batch() throws SQLException {
        List<RefusalCase> batch = cases.stream()
                .filter(one -> !one.function().equals("get_widget"))
                .filter(one -> !one.function().equals("add_widget")
                        || one.arguments().get(2) == null
                        || one.letters() != null)
                .toList();
        List<Refusal> refusals;
        try (Connection connection = database.connect()) {
            refusals = new RefusalBatch(batch).send(connection);
        }
        assertThat(refusals).hasSameSizeAs(batch);
        SoftAssertions all = new SoftAssertions();
        for (int i = 0; i < batch.size(); i++) {
            all.assertThat(refusals.get(i))
                    .as(batch.get(i).toString())
                    .isEqualTo(batch.get(i).expected());
        }
        all.assertAll();
    }

    @Test
    void through_the_library() {
        JdbiWidgetRepository widgets =
                (JdbiWidgetRepository) WidgetRepository.over(database.dataSource());
        assertSame(one -> widgets.write(one.operation()));
    }

    @Test
    void in_memory_with_exceptions_that_hosts_can_make() {
        InMemoryWidgetRepository widgets = new InMemoryWidgetRepository();
        RefusalCase.sound().forEach(widgets::write);
        List<Widget> before = widgets.list(WidgetQuery.first(100));
        assertSame(cases.stream().filter(one -> !one.isDamaged()).toList(), one -> {
            WidgetException refused = catchThrowableOfType(
                    WidgetException.class, () -> widgets.write(one.operation()));
            assertThat(HostMade.copy(refused)).hasMessage(refused.getMessage());
            throw refused;
        });
        assertThat(widgets.list(WidgetQuery.first(100))).isEqualTo(before);
    }

    @Test
    void through_the_coalescer_one_by_one_and_for_a_role() {
        try (WidgetCoalescer coalescer = WidgetCoalescer.open(database.dataSource())) {
            for (AsyncWidgetRepository widgets :
                    List.of(coalescer, coalescer.as(database.user()))) {
                assertSame(one -> perform(widgets, one.operation()));
            }
        }
    }

    @Test
    void through_the_coalescer_in_one_batch() throws SQLException {
        List<RefusalCase> sent = cases.stream().filter(RefusalTableTest::isSent).toList();
        List<Change> changes = sent.stream()
                .map(one -> new Change(Optional.empty(), one.operation()))
                .toList();
        try (Connection connection = database.connect()) {
            assertThat(new ChangeBatch(Optional.empty(), changes).run(connection))
                    .isEmpty();
        }
        assertThat(sent).hasSizeGreaterThan(25);
        SoftAssertions all = new SoftAssertions();
        for (int i = 0; i < sent.size(); i++) {
            all.assertThat(refusal(changes.get(i).failure().orElse(null)))
                    .as(sent.get(i).toString())
                    .isEqualTo(sent.get(i).expected());
        }
        all.assertAll();
    }

    @FunctionalInterface
    private interface Way {
        void send(RefusalCase one);
    }

    /** Of those that the types of the library can express. */
    private void assertSame(Way way) {
        assertSame(cases, way);
    }

    private static void assertSame(List<RefusalCase> cases, Way way) {
        SoftAssertions all = new SoftAssertions();
        for (RefusalCase one : cases) {
            if (isExpressible(one)) {
                all.assertThat(refusal(catchThrowableOfType(Throwable.class, () -> way.send(one))))
                        .as(one.toString())
                        .isEqualTo(one.expected());
            }
        }
        all.assertAll();
    }

    /** No null, which is a NullPointerException, and no wrong ports with other wrong input. */
    private static boolean isExpressible(RefusalCase one) {
        if (one.function().equals("get_widget") || one.arguments().contains(null)) {
            return false;
        }
        if (!one.function().equals("add_widget")) {
            return true;
        }
        String letters = one.letters();
        return letters != null
                && (one.expected().column().equals("ports") || letters.matches("[PQR]{1,3}"));
    }

    private static boolean isSent(RefusalCase one) {
        return isExpressible(one) && !one.expected().column().equals("ports");
    }

    private static void perform(AsyncWidgetRepository widgets, Operation operation) {
        String one = operation.serialNumber();
        String other = operation.peerSerialNumber().orElse("");
        try {
            switch (operation.function()) {
                case ADD_WIDGET ->
                    widgets.add(
                                    one,
                                    operation.name().orElseThrow(),
                                    operation.ports().orElseThrow())
                            .join();
                case REMOVE_WIDGET -> widgets.remove(one).join();
                case RENAME_WIDGET ->
                    widgets.rename(one, operation.name().orElseThrow()).join();
                case ASSOCIATE_WIDGETS ->
                    widgets.associate(one, other, operation.port().orElseThrow())
                            .join();
                case REMOVE_ASSOCIATION ->
                    widgets.dissociate(one, other, operation.port().orElseThrow())
                            .join();
                case GET_WIDGET, GET_NEIGHBOURHOOD, GET_PATH, GET_COMPONENT ->
                    throw new IllegalArgumentException("It reads.");
            }
        } catch (CompletionException e) {
            throw (WidgetException) e.getCause();
        }
    }

    private static Refusal refusal(Throwable thrown) {
        if (thrown instanceof RefusedException e) {
            String rule = e.rule().sqlName();
            return new Refusal(e.sqlState(), e.sentence(), rule, rule, e.argument(), e.hint());
        }
        if (thrown instanceof FailedException e && e.getCause() instanceof SQLException error) {
            return Refusal.of(error);
        }
        return null;
    }
}
