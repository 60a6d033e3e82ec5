package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.FaultyProxy.Direction;
import dev.widgets.Pending.Change;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The stream is cut after many bytes of a batch, in each direction: its operations are all done, or
 * the outcome of all is unknown, and then they are there together or not at all.
 */
@Tag("once")
class CutBatchTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final int MOST = 3_000;

    /** System property: 1 for each byte, and by default every fifth. */
    private static final int STEP = Integer.getInteger("widgets.test.step", 5);

    /** The batch of a number, on widgets of its own. */
    private static List<Operation> operations(int n) {
        return List.of(
                Operation.add("new-" + n, "pump", Ports.parse("PQ")),
                Operation.associate("a-" + n, "b-" + n, PortType.P),
                Operation.associate("a-" + n, "a-" + n, PortType.P),
                Operation.remove("gone-" + n));
    }

    @Test
    void a_batch_is_cut_anywhere() throws Exception {
        database.execute("""
                insert into widgets_store.widgets
                select x || '-' || i, '', 'P', '{null}'
                from generate_series(0, %s) i, unnest('{a,b,gone}'::text[]) x""".formatted(MOST));
        List<Boolean> done = new ArrayList<>();
        try (FaultyProxy proxy = FaultyProxy.open()) {
            done.add(send(proxy, 0, Direction.TO_SERVER, Long.MAX_VALUE));
            for (Direction direction : Direction.values()) {
                long length = length(proxy, done.size());
                done.add(true);
                for (long bytes = 0; bytes <= length + 8; bytes += STEP) {
                    done.add(send(proxy, done.size(), direction, bytes));
                }
            }
        }
        Await.until(
                "all that was cut has ended",
                () -> database.query("select from pg_stat_activity where application_name = 'cut'")
                        .isEmpty());
        assertWhole(done);
        database.assertSound();
    }

    /** How many bytes it takes in the direction that is more. */
    private static long length(FaultyProxy proxy, int n) throws SQLException {
        assertThat(send(proxy, n, Direction.TO_SERVER, Long.MAX_VALUE)).isTrue();
        return Stream.of(Direction.values()).mapToLong(proxy::passed).max().orElseThrow();
    }

    /** Whether it is reported as done; else all of it is unknown. */
    private static boolean send(FaultyProxy proxy, int n, Direction direction, long bytes)
            throws SQLException {
        proxy.heal();
        proxy.resets(n % 2 == 1);
        List<Change> changes = operations(n).stream()
                .map(operation -> new Change(Optional.empty(), operation))
                .toList();
        Connection connection =
                DriverManager.getConnection(proxy.url(database.name()), properties());
        try {
            proxy.arm(direction, bytes);
            new ChangeSender(ConnectionSource.of(connection)).send(Optional.empty(), changes);
        } finally {
            connection.abort(Runnable::run);
        }
        Set<String> outcomes = changes.stream()
                .map(change ->
                        change.failure().map(e -> e.getClass().getSimpleName()).orElse("done"))
                .collect(Collectors.toSet());
        assertThat(outcomes)
                .as("batch %s, cut %s at byte %s", n, direction, bytes)
                .isIn(
                        Set.of("done", "SelfAssociationException"),
                        Set.of("UnknownOutcomeException"));
        return outcomes.contains("done");
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        properties.setProperty("ApplicationName", "cut");
        properties.setProperty("socketTimeout", "10");
        return properties;
    }

    private static void assertWhole(List<Boolean> done) throws SQLException {
        List<String> added = numbers("serial_number like 'new-%'");
        assertThat(numbers("serial_number like 'a-%' and peers[1] is not null")).isEqualTo(added);
        List<String> kept = numbers("serial_number like 'gone-%'");
        assertThat(kept).doesNotContainAnyElementsOf(added);
        assertThat(kept.size() + added.size()).isEqualTo(MOST + 1);
        for (int n = 0; n < done.size(); n++) {
            if (done.get(n)) {
                assertThat(added).as("done").contains(Integer.toString(n));
            }
        }
        long unknown = done.stream().filter(one -> !one).count();
        long unknownDone = added.size() - (done.size() - unknown);
        System.out.println(done.size() + " batches, " + unknown + " of them unknown, of which "
                + unknownDone + " were done");
        assertThat(unknownDone).as("answers lost after the commit").isPositive();
        assertThat(unknown - unknownDone).as("lost before the commit").isPositive();
    }

    private static List<String> numbers(String where) throws SQLException {
        return database.query(
                "select split_part(serial_number, '-', 2) from widgets_store.widgets where " + where
                        + " order by 1");
    }
}
