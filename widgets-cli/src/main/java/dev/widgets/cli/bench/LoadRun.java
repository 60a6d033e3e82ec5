package dev.widgets.cli.bench;

import dev.widgets.CoalescingOptions;
import dev.widgets.WidgetCoalescer;
import dev.widgets.WidgetRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Runs a load: warm-up, measurement, end. */
final class LoadRun {

    private static final double NANOS_A_SECOND = 1e9;
    private static final long MILLIS_TO_END = 20_000;

    private final BenchPlan plan;
    private final Tally tally;
    private final Pace pace;
    private final Measuring measuring;
    private final List<Client> clients = new ArrayList<>();
    private boolean drained;

    LoadRun(BenchPlan plan, Partitions partitions, BenchProgress.Listener listener) {
        this.plan = plan;
        tally = new Tally(plan.clients());
        pace = new Pace(plan.rate());
        measuring = new Measuring(plan, tally, listener);
        SplittableRandom random = new SplittableRandom(plan.seed());
        Verb[] mix = plan.mix().table();
        for (Partition part : partitions.parts()) {
            clients.add(new Client(clients.size(), part, mix, plan.hot(), random.split()));
        }
    }

    /** Runs the load over a pool; returns empty if it was interrupted during the warm-up. */
    Optional<Measurement> run(DataSource pool) {
        return switch (plan.mode()) {
            case raw -> run(new BlockingLoad(clients, new RawTarget(pool), pace, tally));
            case singular ->
                run(new BlockingLoad(
                        clients, new RepositoryTarget(WidgetRepository.over(pool)), pace, tally));
            case coalesced, waiting -> {
                CoalescingOptions options = CoalescingOptions.DEFAULT
                        .withLanes(plan.wiring().lanes())
                        .withBatchSize(plan.wiring().batchSize());
                try (WidgetCoalescer coalescer = WidgetCoalescer.open(pool, options)) {
                    yield run(
                            plan.mode() == Mode.coalesced
                                    ? new AsyncLoad(clients, coalescer, pace, tally)
                                    : new BlockingLoad(
                                            clients,
                                            new RepositoryTarget(coalescer.blocking()),
                                            pace,
                                            tally));
                }
            }
        };
    }

    /** Returns whether every started operation has ended, so that all outcomes are known. */
    boolean isDrained() {
        return drained;
    }

    private Optional<Measurement> run(Load load) {
        pace.begin(System.nanoTime());
        load.start();
        boolean interrupted = !pass(plan.warmup().toNanos());
        if (interrupted) {
            load.stop();
            return Optional.empty();
        }
        long begin = System.nanoTime();
        Pace.Kept before = pace.kept(begin);
        measuring.begin(begin);
        interrupted = !pass(plan.duration().toNanos());
        long end = System.nanoTime();
        measuring.end(end);
        Pace.Kept kept = pace.kept(end).since(before);
        load.stop();
        if (!interrupted) {
            drain(load);
        }
        return Optional.of(measuring.measurement(interrupted, kept));
    }

    /** Waits in ticks; returns false if interrupted. */
    private boolean pass(long nanos) {
        long now = System.nanoTime();
        long end = now + nanos;
        long tick = TimeUnit.MILLISECONDS.toNanos(measuring.tickMillis());
        while (end - now > 0) {
            try {
                TimeUnit.NANOSECONDS.sleep(Math.min(tick, end - now));
            } catch (InterruptedException e) {
                return false;
            }
            now = System.nanoTime();
            if (end - now > 0) {
                measuring.tick(now, (end - now) / NANOS_A_SECOND);
            }
        }
        return true;
    }

    /**
     * Waits for pending operations. They count, too; otherwise a hanging server would go unnoticed.
     */
    private void drain(Load load) {
        try {
            drained = load.awaitEnd(MILLIS_TO_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        measuring.drained();
    }
}
