package dev.widgets.cli.bench;

import dev.widgets.CoalescingOptions;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.Durations;
import dev.widgets.cli.console.Failures;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is to be measured. */
final class BenchMixin {

    private static final int USUAL_WIDGETS = 100_000;
    private static final int USUAL_CLIENTS = 64;
    private static final int USUAL_UNDER_WAY = 512;
    private static final int USUAL_CONNECTIONS = 16;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description =
                    "The way to the database: singular (WidgetRepository, a call for each operation),"
                            + " coalesced (WidgetCoalescer, operations that wait share a call), waiting (the same"
                            + " for callers that hold a thread each) or raw (the"
                            + " driver without the library); ${DEFAULT-VALUE} if not given.")
    private Mode mode = Mode.singular;

    @Option(
            names = "--mix",
            paramLabel = "WEIGHTS",
            description = "How often which operation is done (${DEFAULT-VALUE} if not given).")
    private String mix = Mix.DEFAULT.toString();

    @Option(
            names = {"-c", "--clients"},
            paramLabel = "NUMBER",
            description =
                    "How many clients work at once, each waiting for its answer before it goes on (64 if not"
                            + " given). With --rate the most operations under way (512 coalesced, else as many as"
                            + " connections, if not given).")
    private @Nullable Integer clients;

    @Option(
            names = {"-r", "--rate"},
            paramLabel = "NUMBER",
            description =
                    "Begin so many operations a second, however long answers take; latencies count from the"
                            + " time at which each was to begin.")
    private @Nullable Double rate;

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "TIME",
            description = "How long to measure, such as 30s or 2m (${DEFAULT-VALUE} if not given).")
    private String duration = "30s";

    @Option(
            names = "--warmup",
            paramLabel = "TIME",
            description = "How long before anything counts (${DEFAULT-VALUE} if not given).")
    private String warmup = "5s";

    @Option(
            names = {"-n", "--widgets"},
            paramLabel = "NUMBER",
            description =
                    "On how many widgets; those that are missing are seeded (those that are there, else"
                            + " 100000, if not given).")
    private @Nullable Integer widgets;

    @Option(
            names = "--hot",
            paramLabel = "SHARE",
            description =
                    "The share of associate, dissociate and find, 0 to 1, that goes to the same 8 widgets;"
                            + " refusals are normal there (${DEFAULT-VALUE} if not given).")
    private double hot;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Chooses the operations (${DEFAULT-VALUE} if not given).")
    private long seed = 42;

    @Option(
            names = "--connections",
            paramLabel = "NUMBER",
            description =
                    "The most connections (as many as there are clients, at most 16; coalesced: two a lane).")
    private @Nullable Integer connections;

    @Option(
            names = "--lanes",
            paramLabel = "NUMBER",
            description = "Coalesced: how many calls change at once, and how many read"
                    + " (${DEFAULT-VALUE} if not given).")
    private int lanes = CoalescingOptions.DEFAULT.lanes();

    @Option(
            names = "--batch",
            paramLabel = "NUMBER",
            description =
                    "Coalesced: the most operations in a call (${DEFAULT-VALUE} if not given).")
    private int batch = CoalescingOptions.DEFAULT.batchSize();

    @Option(
            names = "--fail-if",
            paramLabel = "LIMITS",
            description =
                    "End with exit code 99 if one of them is crossed, such as 'p99>20ms,rate<10000': of rate,"
                            + " p50, p90, p99, p99.9, max, refused, errors, unknown.")
    private @Nullable String failIf;

    /** What is asked for, where so many widgets are there already. */
    BenchPlan plan(int there) {
        int atOnce = clients == null ? usualClients() : clients;
        int usualWidgets = there > 0 ? there : USUAL_WIDGETS;
        return checked(() -> new BenchPlan(
                mode,
                Mix.parse(mix),
                atOnce,
                rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate),
                Durations.parse("warm-up", warmup),
                Durations.parse("duration", duration),
                widgets == null ? usualWidgets : widgets,
                hot,
                seed,
                wiring(atOnce)));
    }

    /**
     * With a rate, callers that hold a thread each are no more than connections: they take their
     * turns in the order in which they are due, which a pool does not.
     */
    private int usualClients() {
        if (rate == null) {
            return USUAL_CLIENTS;
        }
        if (mode.coalesces()) {
            return USUAL_UNDER_WAY;
        }
        return connections == null ? USUAL_CONNECTIONS : connections;
    }

    private Wiring wiring(int atOnce) {
        CoalescingOptions options = CoalescingOptions.DEFAULT.withLanes(lanes).withBatchSize(batch);
        int usual = mode.coalesces()
                ? 2 * options.lanes()
                : Math.max(1, Math.min(atOnce, USUAL_CONNECTIONS));
        return new Wiring(
                connections == null ? usual : connections, options.lanes(), options.batchSize());
    }

    List<Threshold> thresholds() {
        String limits = failIf;
        return limits == null ? List.of() : checked(() -> Threshold.parse(limits));
    }

    private static <T> T checked(Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(Failures.describe(e));
        }
    }
}
