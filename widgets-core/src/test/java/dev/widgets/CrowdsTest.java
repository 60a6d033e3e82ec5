package dev.widgets;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many threads that want the same thing at the same moment. */
class CrowdsTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final int CROWD = 64;

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

    private static void add(String ports, String... serialNumbers) throws Exception {
        try (Connection connection = database.connect()) {
            for (String serialNumber : serialNumbers) {
                Call.add(serialNumber, ports).perform(connection);
            }
        }
    }

    private static History crowd(String name, int each, Function<Random, Call> calls)
            throws Exception {
        return swarm.run(name, CROWD, each, calls);
    }

    private static Call either(Random random, List<Call> calls) {
        return calls.get(random.nextInt(calls.size()));
    }

    @Test
    void of_many_that_add_the_same_serial_number_one_succeeds() throws Exception {
        for (int i = 0; i < 5; i++) {
            String serialNumber = "a" + i;
            History history =
                    crowd("add one serial number", 1, random -> Call.add(serialNumber, "PQR"));

            assertThat(history.outcomes())
                    .containsExactly(
                            entry("ADD done", 1L),
                            entry("ADD serial_number_is_unique serial_number", CROWD - 1L));
        }
    }

    @Test
    void of_many_that_remove_a_widget_one_succeeds() throws Exception {
        add("P", "a", "b");
        History history = crowd("remove one widget", 1, random -> Call.remove("a"));

        assertThat(history.outcomes())
                .containsExactly(
                        entry("REMOVE done", 1L),
                        entry("REMOVE widget_exists serial_number", CROWD - 1L));
    }

    @Test
    void of_many_that_associate_a_pair_one_succeeds() throws Exception {
        add("PPP", "a", "b");
        List<Call> calls = List.of(Call.associate("a", "b", "P"), Call.associate("b", "a", "P"));
        History history = crowd("associate one pair", 1, random -> either(random, calls));

        assertThat(history.outcomes())
                .containsExactly(
                        entry("ASSOCIATE association_is_unique_per_port port", CROWD - 1L),
                        entry("ASSOCIATE done", 1L));
    }

    @Test
    void a_pair_is_associated_and_dissociated_by_many() throws Exception {
        add("PPQ", "a", "b");
        crowd(
                "one pair",
                40,
                random -> either(
                        random,
                        List.of(
                                Call.associate("a", "b", "P"),
                                Call.associate("b", "a", "P"),
                                Call.associate("b", "a", "Q"),
                                Call.dissociate("a", "b", "P"),
                                Call.dissociate("b", "a", "P"),
                                Call.dissociate("b", "a", "Q"))));
    }

    @Test
    void one_hot_widget_is_wanted_by_many() throws Exception {
        String[] others = {"a", "b", "c", "d", "w", "x", "y", "z"};
        add("P", others);
        add("PPP", "hot");
        History history = crowd("one hot widget", 40, random -> {
            String other = others[random.nextInt(others.length)];
            return either(
                    random,
                    List.of(
                            Call.associate("hot", other, "P"),
                            Call.associate(other, "hot", "P"),
                            Call.dissociate(other, "hot", "P"),
                            Call.get("hot")));
        });

        assertThat(history.done()).isPositive();
    }

    @Test
    void a_hot_widget_comes_and_goes() throws Exception {
        String[] others = {"a", "b", "y", "z"};
        add("PPP", others);
        crowd("a hot widget that comes and goes", 30, random -> {
            String other = others[random.nextInt(others.length)];
            return either(
                    random,
                    List.of(
                            Call.add("hot", "PPP"),
                            Call.remove("hot"),
                            Call.associate("hot", other, "P"),
                            Call.associate(other, "hot", "P"),
                            Call.dissociate(other, "hot", "P")));
        });
    }

    @Test
    void triangles_and_rings_survive_removals() throws Exception {
        for (int length : new int[] {3, 5}) {
            crowd("ring of " + length, 30, random -> {
                int i = random.nextInt(length);
                String here = "r" + i;
                String next = "r" + (i + 1) % length;
                return switch (random.nextInt(8)) {
                    case 0 -> Call.remove(here);
                    case 1, 2 -> Call.add(here, "PP");
                    case 3, 4 -> Call.associate(here, next, "P");
                    case 5, 6 -> Call.associate(next, here, "P");
                    default -> Call.dissociate(here, next, "P");
                };
            });
        }
    }
}
