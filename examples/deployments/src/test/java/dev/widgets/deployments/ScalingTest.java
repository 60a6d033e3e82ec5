package dev.widgets.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Adds and removes services of the stack under load, and compares every answer with the table. It
 * prints how long a new service takes to get its share of the load;
 * {@code -Dwidgets.test.scaling=30m} runs it for half an hour.
 */
@Tag("engine")
class ScalingTest {

    @RegisterExtension
    static final TestEngine engine = new TestEngine();

    private static final Duration TIME = Duration.parse(
            "PT" + System.getProperty("widgets.test.scaling", "40s").toUpperCase(Locale.ROOT));
    private static final List<Integer> SIZES = List.of(1, 3, 2, 0);
    private static final Duration HOLD = Duration.ofSeconds(10);
    private static final Duration SAMPLE = Duration.ofMillis(500);
    private static final double MOST_OF_IT = 0.8;

    private final Steps steps = new Steps();
    private final List<Double> started = new ArrayList<>();
    private final Map<String, Double> served = new HashMap<>();
    private final List<Double> used = new ArrayList<>();
    private final List<Double> shared = new ArrayList<>();
    private int added;
    private int removed;

    @Test
    void services_come_and_go_under_load_without_a_loss() throws Exception {
        try (Stack stack = new Stack(engine.engine(), engine.folder("scaling"), TestEngine.IMAGE)) {
            stack.up();
            steps.done("stack up");
            ProxyMetrics proxy = new ProxyMetrics(stack.proxyUrl());
            AccountedLoad load = new AccountedLoad(stack.url(), stack.token(), "scaling");
            long start = System.nanoTime();
            long end = start + TIME.toNanos();
            try (load) {
                load.await(200);
                for (int i = 0, before = 0; System.nanoTime() < end || before != 0; i++) {
                    int size = SIZES.get(i % SIZES.size());
                    scale(stack, proxy, before, size);
                    before = size;
                    load.await(100);
                    LockSupport.parkNanos(HOLD.toNanos());
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            System.err.printf(
                    "%d added, %d removed, %.0f requests/s; seconds until a container starts %s, from then until it serves %s; until HAProxy uses it %s, it has its share %s%n",
                    added,
                    removed,
                    load.done() / seconds,
                    summary(started),
                    summary(served.values()),
                    summary(used),
                    summary(shared));
            assertThat(load.takeTroubles())
                    .as("what was not done at the first try")
                    .isEmpty();
            load.account(stack.serialNumbers());
            steps.done("scaled");
        }
    }

    private void scale(Stack stack, ProxyMetrics proxy, int before, int size) {
        Set<String> old = new HashSet<>(proxy.answersOfServicesInUse().keySet());
        long start = System.nanoTime();
        stack.scale(size);
        if (size < before) {
            removed += before - size;
            Tool.await("removed", () -> proxy.answersOfServicesInUse().size() == size + 2);
            return;
        }
        added += size - before;
        started.add(since(start));
        awaitShare(proxy, old, size + 2, 0);
        used.add(since(start));
        awaitShare(proxy, old, size + 2, MOST_OF_IT);
        shared.add(since(start));
        served.putAll(stack.secondsOfStarts("serve-more"));
    }

    /**
     * Waits until each new service answers more than a part of its share for half a second. HAProxy
     * takes a new service for ready until two checks have failed, so its word alone is not enough.
     */
    private static void awaitShare(ProxyMetrics proxy, Set<String> old, int services, double part) {
        Tool.await("a share of the load", () -> {
            Map<String, Long> before = proxy.answersOfServicesInUse();
            LockSupport.parkNanos(SAMPLE.toNanos());
            Map<String, Long> after = proxy.answersOfServicesInUse();
            after.replaceAll((name, count) -> count - before.getOrDefault(name, count));
            long all = after.values().stream().mapToLong(Long::longValue).sum();
            return after.size() == services
                    && after.entrySet().stream()
                            .filter(one -> !old.contains(one.getKey()))
                            .allMatch(one -> one.getValue() * services > part * all);
        });
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static String summary(Collection<Double> seconds) {
        List<Double> sorted = new ArrayList<>(seconds);
        Collections.sort(sorted);
        return String.format(
                Locale.ROOT,
                "%.1f (at most %.1f)",
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() - 1));
    }
}
