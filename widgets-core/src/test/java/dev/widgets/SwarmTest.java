package dev.widgets;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Random operations of many threads. System property {@code widgets.test.swarm} says how many in
 * all (1,000,000 for the full count), {@code widgets.test.seed} which ones.
 */
@Tag("heavy")
class SwarmTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final int COUNT = Integer.getInteger("widgets.test.swarm", 60_000);
    private static final String[] PORTS = {"PQR", "PPP", "QQR", "RRP", "PPQ", "QR", "PP", "RQP"};

    private static Swarm swarm;

    @BeforeAll
    static void open() throws Exception {
        swarm = new Swarm(database);
    }

    @AfterAll
    static void close() throws Exception {
        swarm.close();
        database.assertNoDeadlocks();
    }

    @BeforeEach
    void empty() throws Exception {
        database.empty();
    }

    @Test
    void what_many_do_with_few_widgets_is_one_history() throws Exception {
        run(32, COUNT * 2 / 3, 12);
    }

    @Test
    void what_many_do_with_many_widgets_is_one_history() throws Exception {
        run(16, COUNT / 3, 300);
    }

    private static void run(int size, int count, int widgets) throws Exception {
        String[] serialNumbers =
                IntStream.range(0, widgets).mapToObj(i -> "W" + i).toArray(String[]::new);
        swarm.run(
                "swarm over " + widgets, size, count / size, random -> next(random, serialNumbers));
    }

    /** Associations most of all, and fewer removals than additions. */
    static Call next(Random random, String[] serialNumbers) {
        String one = serialNumbers[random.nextInt(serialNumbers.length)];
        String other = serialNumbers[random.nextInt(serialNumbers.length)];
        String port = "PQR".substring(random.nextInt(3)).substring(0, 1);
        int kind = random.nextInt(100);
        if (kind < 38) {
            return Call.associate(one, other, port);
        } else if (kind < 70) {
            return Call.dissociate(one, other, port);
        } else if (kind < 82) {
            return Call.add(one, PORTS[random.nextInt(PORTS.length)]);
        } else if (kind < 90) {
            return Call.remove(one);
        }
        return Call.get(one);
    }
}
