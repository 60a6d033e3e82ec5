package dev.widgets;

import static dev.widgets.Call.add;
import static dev.widgets.Call.associate;
import static dev.widgets.Call.dissociate;
import static dev.widgets.Call.remove;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every pair of operations on up to three widgets, in every order of their steps and stopped
 * between their rows, from several registries: what came of the two is what one after the other
 * would have done, in the order in which they took effect.
 */
@Tag("heavy")
class InterleavingsTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final List<Call> CALLS = List.of(
            add("a", "P"),
            add("b", "PQ"),
            remove("a"),
            remove("b"),
            remove("c"),
            associate("a", "b", "P"),
            associate("b", "a", "P"),
            associate("b", "c", "P"),
            associate("c", "a", "P"),
            dissociate("a", "b", "P"),
            dissociate("c", "b", "P"),
            dissociate("a", "c", "P"),
            dissociate("a", "b", "Q"));

    private Interleaving interleaving;

    @BeforeEach
    void connect() throws Exception {
        interleaving = new Interleaving(database);
    }

    /** What a failure leaves open would hold up what comes after it. */
    @AfterEach
    void disconnect() throws Exception {
        interleaving.close();
        database.assertNoDeadlocks();
    }

    static Stream<List<Call>> registries() {
        return Stream.of(
                List.of(add("b", "P"), add("c", "P")),
                List.of(add("a", "P"), add("b", "P"), add("c", "P")),
                List.of(add("a", "P"), add("b", "P"), add("c", "P"), associate("a", "b", "P")),
                List.of(
                        add("a", "PQ"),
                        add("b", "PQ"),
                        add("c", "P"),
                        associate("a", "b", "P"),
                        associate("a", "b", "Q")),
                List.of(
                        add("a", "PP"),
                        add("b", "PP"),
                        add("c", "PP"),
                        associate("a", "b", "P"),
                        associate("b", "c", "P")),
                List.of(
                        add("a", "PP"),
                        add("b", "PP"),
                        add("c", "PP"),
                        associate("a", "b", "P"),
                        associate("b", "c", "P"),
                        associate("c", "a", "P")));
    }

    @ParameterizedTest
    @MethodSource("registries")
    void two_operations_do_what_one_after_the_other_would_do(List<Call> registry) throws Exception {
        RegistryModel start = new RegistryModel();
        registry.forEach(start::apply);
        int runs = 0;
        for (int i = 0; i < CALLS.size(); i++) {
            for (int j = i; j < CALLS.size(); j++) {
                runs += runAll(start, CALLS.get(i), CALLS.get(j));
            }
        }
        System.out.println(runs + " interleavings from " + registry);
        database.assertSound();
    }

    private int runAll(RegistryModel start, Call one, Call other) throws Exception {
        if (!changesSomething(start, one, other) && !changesSomething(start, other, one)) {
            return 0;
        }
        return runAll(start, one, other, "1", "2") + runAll(start, one, other, "2", "1");
    }

    /**
     * All orders of the steps, but for those that a call that has to wait would put back into
     * another.
     */
    private int runAll(RegistryModel start, Call one, Call other, String first, String second)
            throws Exception {
        String callFirst = "call " + first;
        String callSecond = "call " + second;
        String endFirst = "end " + first;
        String endSecond = "end " + second;
        int runs = 2;
        run(start, one, other, List.of(callFirst, callSecond, "rollback " + first, endSecond));
        if (!run(start, one, other, List.of(callFirst, callSecond, endFirst, endSecond))
                .get(second)) {
            run(start, one, other, List.of(callFirst, callSecond, endSecond, endFirst));
            runs++;
        }
        for (String held : List.of("a", "b", "c")) {
            if (start.touched(one).contains(held) || start.touched(other).contains(held)) {
                String hold = "hold " + held;
                var waited = run(
                        start,
                        one,
                        other,
                        List.of(hold, callFirst, callSecond, "release", endFirst, endSecond));
                runs++;
                if (waited.get(first) && !waited.get(second)) {
                    run(
                            start,
                            one,
                            other,
                            List.of(hold, callFirst, callSecond, endSecond, "release", endFirst));
                    runs++;
                }
            }
        }
        return runs;
    }

    private static boolean changesSomething(RegistryModel start, Call first, Call second) {
        RegistryModel after = new RegistryModel(start);
        boolean firstDone = after.apply(first).equals(Call.DONE);
        return after.apply(second).equals(Call.DONE) || firstDone;
    }

    /** Answers for each of the two whether its call had to wait. */
    private Map<String, Boolean> run(RegistryModel start, Call one, Call other, List<String> steps)
            throws Exception {
        try (var statement = interleaving.monitor().createStatement()) {
            statement.execute("delete from widgets_store.widgets; " + start.insert());
        }
        String what = start.table() + ": 1 = " + one + ", 2 = " + other + ", " + steps;
        List<Interleaving.Result> results;
        try {
            results = interleaving.run(one, other, steps);
        } catch (AssertionError e) {
            throw new AssertionError(what, e);
        }
        List<String> table = RegistryModel.read(interleaving.monitor()).table();
        assertThat(isExplained(start, results.get(0), results.get(1), table)
                        || isExplained(start, results.get(1), results.get(0), table))
                .as(what + " came to " + results + ", " + table)
                .isTrue();
        return Map.of("1", results.get(0).hasWaited(), "2", results.get(1).hasWaited());
    }

    private static boolean isExplained(
            RegistryModel start,
            Interleaving.Result first,
            Interleaving.Result second,
            List<String> table) {
        RegistryModel registry = new RegistryModel(start);
        return first.from() <= second.to()
                && applies(registry, first)
                && applies(registry, second)
                && registry.table().equals(table);
    }

    private static boolean applies(RegistryModel registry, Interleaving.Result result) {
        RegistryModel model = result.isKept() ? registry : new RegistryModel(registry);
        return model.apply(result.call()).equals(result.outcome());
    }
}
