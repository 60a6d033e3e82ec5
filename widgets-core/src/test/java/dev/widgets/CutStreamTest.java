package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.FaultyProxy.Direction;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The stream is cut after each byte of an operation, in each direction. What is reported done is
 * there, what is reported failed or refused is not, and what is unknown is there whole or not at
 * all.
 */
@Tag("once")
class CutStreamTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    /** An operation on widgets of its own, which are called a-N and b-N. */
    private record Kind(String setup, BiConsumer<WidgetRepository, String> call, String done) {}

    private enum Outcome {
        DONE,
        REFUSED,
        FAILED,
        UNKNOWN
    }

    private static final Ports PQ = Ports.parse("PQ");
    private static final String PAIRS = """
            insert into widgets_store.widgets
            select x || '-' || i, '', 'PQ', array[%s, null]
            from generate_series(0, 2000) i, (values ('a', 'b'), ('b', 'a')) w (x, y)""";

    private static final Map<String, Kind> KINDS = new TreeMap<>(Map.of(
            "add",
            new Kind(
                    "select 1",
                    (widgets, n) -> widgets.add("a-" + n, "pump", PQ),
                    "serial_number like 'a-%' and name = 'pump' and peers[1] is null"),
            "remove",
            new Kind(
                    PAIRS.formatted("y || '-' || i"),
                    (widgets, n) -> widgets.remove("a-" + n),
                    "serial_number like 'b-%' and peers[1] is null"),
            "associate",
            new Kind(
                    PAIRS.formatted("null::text"),
                    (widgets, n) -> widgets.associate("a-" + n, "b-" + n, PortType.P),
                    "serial_number like 'a-%' and peers[1] is not null"),
            "dissociate",
            new Kind(
                    PAIRS.formatted("y || '-' || i"),
                    (widgets, n) -> widgets.dissociate("b-" + n, "a-" + n, PortType.P),
                    "serial_number like 'b-%' and peers[1] is null"),
            "refused",
            new Kind(
                    PAIRS.formatted("null::text"),
                    (widgets, n) -> widgets.add("a-" + n, "pump", PQ),
                    "name = 'pump'")));

    private FaultyProxy proxy;

    @BeforeEach
    void open() throws Exception {
        proxy = FaultyProxy.open();
        database.empty();
    }

    @AfterEach
    void close() throws Exception {
        proxy.close();
    }

    @Test
    void each_byte_of_an_addition() throws Exception {
        cutEverywhere("add", Outcome.DONE, 1);
    }

    @Test
    void each_byte_of_a_removal() throws Exception {
        cutEverywhere("remove", Outcome.DONE, 1);
    }

    @Test
    void each_byte_of_an_association() throws Exception {
        cutEverywhere("associate", Outcome.DONE, 1);
    }

    @Test
    void each_byte_of_a_dissociation() throws Exception {
        cutEverywhere("dissociate", Outcome.DONE, 1);
    }

    @Test
    void every_fifth_byte_of_a_refusal() throws Exception {
        cutEverywhere("refused", Outcome.REFUSED, 5);
    }

    private void cutEverywhere(String name, Outcome whole, int step) throws Exception {
        Kind kind = KINDS.get(name);
        database.execute(kind.setup());
        int n = 0;
        long begin = System.nanoTime();
        assertThat(cut(kind, n, Direction.TO_SERVER, Long.MAX_VALUE)).isEqualTo(whole);
        Map<Direction, Long> lengths = Map.of(
                Direction.TO_SERVER, proxy.passed(Direction.TO_SERVER),
                Direction.TO_CLIENT, proxy.passed(Direction.TO_CLIENT));
        List<Outcome> outcomes = new ArrayList<>(List.of(whole));
        for (Direction direction : Direction.values()) {
            // with the longer names the whole is a few bytes longer than the first one was
            for (long bytes = 0; bytes <= lengths.get(direction) + 4; bytes += step) {
                outcomes.add(cut(kind, ++n, direction, bytes));
            }
        }
        System.out.println(name + " cut at " + lengths + " bytes: " + counts(outcomes) + " in "
                + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms");
        settle();
        assertAgree(kind, outcomes);
        database.assertSound();
        assertThat(outcomes).contains(Outcome.UNKNOWN).doesNotContain(Outcome.FAILED);
    }

    /** One operation over a connection of its own. */
    private Outcome cut(Kind kind, int n, Direction direction, long bytes) throws SQLException {
        proxy.heal();
        proxy.resets(n % 2 == 1);
        Connection connection =
                DriverManager.getConnection(proxy.url(database.name()), properties());
        try {
            proxy.arm(direction, bytes);
            kind.call().accept(WidgetRepository.over(connection), Integer.toString(n));
            return Outcome.DONE;
        } catch (UnknownOutcomeException e) {
            return Outcome.UNKNOWN;
        } catch (RefusedException e) {
            return Outcome.REFUSED;
        } catch (FailedException e) {
            return Outcome.FAILED;
        } finally {
            connection.abort(Runnable::run);
        }
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        properties.setProperty("ApplicationName", "cut");
        properties.setProperty("socketTimeout", "10");
        return properties;
    }

    /** Waits until the server has ended what was cut. */
    private static void settle() throws SQLException {
        Await.until(
                "all that was cut has ended",
                () -> database.query("select from pg_stat_activity where application_name = 'cut'")
                        .isEmpty());
    }

    private static void assertAgree(Kind kind, List<Outcome> outcomes) throws SQLException {
        List<String> done = database.query(
                "select split_part(serial_number, '-', 2) from widgets_store.widgets where "
                        + kind.done());
        int unknownDone = 0;
        for (int n = 0; n < outcomes.size(); n++) {
            boolean isThere = done.contains(Integer.toString(n));
            switch (outcomes.get(n)) {
                case DONE -> assertThat(isThere).as("done, number " + n).isTrue();
                case FAILED, REFUSED ->
                    assertThat(isThere).as("not done, number " + n).isFalse();
                case UNKNOWN -> unknownDone += isThere ? 1 : 0;
            }
        }
        System.out.println("  " + unknownDone + " of the unknown ones were done");
        if (outcomes.get(0) == Outcome.DONE) {
            assertThat(unknownDone).as("answers lost after the commit").isPositive();
        }
    }

    private static Map<Outcome, Integer> counts(List<Outcome> outcomes) {
        Map<Outcome, Integer> counts = new TreeMap<>();
        outcomes.forEach(outcome -> counts.merge(outcome, 1, Integer::sum));
        return counts;
    }
}
