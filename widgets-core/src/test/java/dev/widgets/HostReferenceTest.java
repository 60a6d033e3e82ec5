package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What sql/README.md says to do instead of a foreign key to a widget. Its statements run here. */
@Tag("once")
class HostReferenceTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final Path README = Path.of("../sql/README.md");
    private static final String SECTION = "### References from your own tables";
    private static final String REFERRED_TO = "23503";

    private static final String INSERT_PART = "insert into app.parts values ('W-1')";
    private static final String INSERT_ORDER =
            "insert into app.orders (serial_number) values ('W-1')";
    private static final String DELETE_PART = "delete from app.parts where serial_number = 'W-1'";
    private static final String ADOPT =
            "insert into app.parts select serial_number from widgets.get_widget('W-2')";

    private static final String ORPHANS = """
            select o.serial_number
            from app.orders o
            where not exists (select 1 from widgets.widgets w where w.serial_number = o.serial_number)
            union all
            (select serial_number from app.parts except select serial_number from widgets.widgets)
            union all
            (select serial_number from widgets.widgets except select serial_number from app.parts)
            """;

    private static String removal = "";

    @BeforeEach
    void tables() throws Exception {
        String section = Files.readString(README).split(SECTION, 2)[1].split("\n###? ", 2)[0];
        assertThat(section)
                .contains("`" + INSERT_PART + "`")
                .contains("`" + INSERT_ORDER + "`")
                .contains("`" + ADOPT + "`");
        String[] blocks = section.split("```(sql)?\n", -1);
        String tables = blocks[1];
        removal = blocks[3];
        database.empty();
        database.execute("drop schema if exists app cascade; create schema app; " + tables);
    }

    /**
     * Runs a transaction; returns "done", or the SQLSTATE or rule with which it was rolled back.
     */
    private static String transact(Connection connection, String widget, String... statements)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql.replace("W-1", widget));
            }
            connection.commit();
            return "done";
        } catch (SQLException e) {
            connection.rollback();
            return String.valueOf(e.getSQLState());
        }
    }

    private static String any(Connection connection, Random random) throws SQLException {
        String widget = "W-" + random.nextInt(3);
        return switch (random.nextInt(6)) {
            case 0 ->
                "add "
                        + transact(
                                connection,
                                widget,
                                INSERT_PART,
                                "select widgets.add_widget('W-1', '', '{P}')");
            case 1, 2 -> "refer " + transact(connection, widget, INSERT_ORDER);
            case 3, 4 -> "remove " + transact(connection, widget, removal);
            default ->
                "cancel "
                        + transact(
                                connection,
                                widget,
                                "delete from app.orders where serial_number = 'W-1'");
        };
    }

    @Test
    void no_order_refers_to_a_widget_that_does_not_exist() throws Exception {
        long seed = Long.getLong("widgets.test.seed", System.nanoTime());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        Map<String, Integer> outcomes = new TreeMap<>();
        List<Future<Map<String, Integer>>> running = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Random random = new Random(seed + i);
            running.add(threads.submit(() -> many(random)));
        }
        for (Future<Map<String, Integer>> one : running) {
            one.get().forEach((outcome, count) -> outcomes.merge(outcome, count, Integer::sum));
        }
        threads.shutdown();
        assertThat(outcomes)
                .as("-Dwidgets.test.seed=" + seed)
                .containsOnlyKeys(
                        "add 23505",
                        "add done",
                        "cancel done",
                        "refer 23503",
                        "refer done",
                        "remove 23503",
                        "remove done");
        assertThat(database.query(ORPHANS)).isEmpty();
        database.assertSound();
        database.assertNoDeadlocks();
    }

    private static Map<String, Integer> many(Random random) throws SQLException {
        Map<String, Integer> outcomes = new TreeMap<>();
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 150; i++) {
                outcomes.merge(any(connection, random), 1, Integer::sum);
            }
        }
        return outcomes;
    }

    @Test
    void the_library_joins_the_transaction_and_others_are_adopted() throws Exception {
        database.execute("select widgets.add_widget('W-2', '', '{P}'); " + ADOPT);
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            WidgetRepository widgets = WidgetRepository.over(connection);
            connection.createStatement().execute(INSERT_PART);
            widgets.add("W-1", "", Ports.parse("P"));
            connection.commit();
            connection.createStatement().execute(INSERT_ORDER);
            connection.commit();
            assertThat(transact(connection, "W-1", DELETE_PART)).isEqualTo(REFERRED_TO);
            connection.createStatement().execute("delete from app.orders");
            connection.createStatement().execute(DELETE_PART);
            widgets.remove("W-1");
            connection.rollback();
        }
        assertThat(database.query("select serial_number from app.orders")).containsExactly("W-1");
        assertThat(database.query(ORPHANS)).isEmpty();
    }
}
