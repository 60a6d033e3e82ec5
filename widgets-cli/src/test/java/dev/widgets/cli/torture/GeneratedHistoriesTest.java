package dev.widgets.cli.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories that a registry in memory has made: the check explains them all, and no other. */
class GeneratedHistoriesTest {

    private static final int STEPS = 1500;
    private static final int WIDGETS = 8;
    private static final int BETWEEN = 10;
    private static final int LONGEST = 60;
    private static final int PATIENCE = 100_000;

    private final Map<String, WidgetState> registry = new TreeMap<>();

    private CallOutcome perform(Step step) {
        if (step.forbiddenBy().isPresent()) {
            return CallOutcome.refused(step.forbiddenBy().get(), "");
        }
        String one = step.serialNumber();
        WidgetState state = state(one);
        if (step.action() == Action.ADD) {
            return state.isThere()
                    ? CallOutcome.refused("serial_number_is_unique", "")
                    : change(one, WidgetState.added(step.name(), step.ports()));
        }
        if (step.action() == Action.FIND) {
            return state.isThere() ? CallOutcome.found(state) : CallOutcome.MISSING;
        }
        if (!state.isThere()) {
            return CallOutcome.refused("widget_exists", one);
        }
        if (step.action() == Action.REMOVE) {
            registry.replaceAll((key, other) -> other.released(one));
            registry.remove(one);
            return CallOutcome.DONE;
        }
        return onPair(step, state, state(step.peer()));
    }

    private CallOutcome onPair(Step step, WidgetState state, WidgetState peer) {
        String one = step.serialNumber();
        String other = step.peer();
        String port = step.ports();
        if (!peer.isThere()) {
            return CallOutcome.refused("widget_exists", other);
        }
        boolean linked = state.isLinked(port, other);
        if (step.action() == Action.DISSOCIATE) {
            if (!linked) {
                return CallOutcome.refused("association_exists", "");
            }
            change(one, state.without(port, other));
            return change(other, peer.without(port, one));
        }
        if (linked) {
            return CallOutcome.refused("association_is_unique_per_port", "");
        }
        if (!state.hasFree(port) || !peer.hasFree(port)) {
            return CallOutcome.refused("port_is_free", state.hasFree(port) ? other : one);
        }
        change(one, state.with(port, other));
        return change(other, peer.with(port, one));
    }

    private WidgetState state(String serialNumber) {
        return registry.getOrDefault(serialNumber, WidgetState.ABSENT);
    }

    private CallOutcome change(String serialNumber, WidgetState after) {
        registry.put(serialNumber, after);
        return CallOutcome.DONE;
    }

    /**
     * Each call takes effect at a moment of its own; some are unknown, and half of those not done.
     */
    private Scene scene(long seed) {
        Scene scene = new Scene();
        Random random = new Random(seed);
        Steps steps = new Steps(
                new WorkerPlan(seed, WIDGETS, 0, 0, 1, 1, List.of(Transport.SINGULAR), ""), 0);
        for (int i = 0; i < STEPS; i++) {
            long moment = LONGEST + (long) i * BETWEEN;
            long begun = moment - random.nextInt(LONGEST);
            long ended = moment + random.nextInt(LONGEST);
            Step step = steps.next("n" + i);
            if (random.nextInt(30) > 0) {
                scene.call(begun, ended, step, perform(step));
            } else if (step.action() != Action.FIND) {
                boolean late = random.nextBoolean();
                scene.call(begun, late ? moment : ended, step, CallOutcome.unknown(""));
                scene.link(new Link(begun, begun, ended));
                if (random.nextBoolean()) {
                    perform(step);
                }
            }
        }
        registry.forEach((one, state) -> scene.atLast(one, state.toString()));
        return scene;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void what_a_registry_has_done_is_explained(long seed) {
        assertThat(scene(seed).check(PATIENCE)).isEqualTo(new Findings(List.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_change_behind_its_back_is_found(long seed) {
        Scene scene = scene(seed);
        String changed = registry.keySet().iterator().next();
        scene.atLast(changed, new WidgetState("x", "P", List.of()).toString());
        assertThat(scene.check(PATIENCE).violations())
                .extracting(TortureViolation::what)
                .contains("No order of its calls explains the history of " + changed);
    }
}
