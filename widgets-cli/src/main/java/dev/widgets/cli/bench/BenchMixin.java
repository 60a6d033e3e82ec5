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

/** The options of a benchmark. */
final class BenchMixin {

    private static final int USUAL_WIDGETS = 100_000;
    private static final int USUAL_CLIENTS = 64;
    private static final int USUAL_UNDER_WAY = 512;
    private static final int USUAL_CONNECTIONS = 16;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "Access to the database: singular (WidgetRepository, one call per"
                    + " operation), coalesced (WidgetCoalescer, concurrent operations"
                    + " share a call), waiting (WidgetCoalescer with one thread per"
                    + " client) or raw (JDBC without the library) (default:"
                    + " ${DEFAULT-VALUE}).")
    private Mode mode = Mode.singular;

    @Option(
            names = "--mix",
            paramLabel = "WEIGHTS",
            description = "Relative frequencies of the operations (default: ${DEFAULT-VALUE}).")
    private String mix = Mix.DEFAULT.toString();

    @Option(
            names = {"-c", "--clients"},
            paramLabel = "NUMBER",
            description =
                    "Number of concurrent clients, each of which waits for an answer before it"
                            + " continues (default: 64). With --rate: maximum number of pending"
                            + " operations (default: 512 if coalesced, otherwise the number of"
                            + " connections).")
    private @Nullable Integer clients;

    @Option(
            names = {"-r", "--rate"},
            paramLabel = "NUMBER",
            description =
                    "Start this many operations per second, regardless of how long answers take;"
                            + " latencies are measured from the scheduled start.")
    private @Nullable Double rate;

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "TIME",
            description = "Duration of the measurement, such as 30s or 2m (default:"
                    + " ${DEFAULT-VALUE}).")
    private String duration = "30s";

    @Option(
            names = "--warmup",
            paramLabel = "TIME",
            description = "Duration of the warm-up before the measurement (default:"
                    + " ${DEFAULT-VALUE}).")
    private String warmup = "5s";

    @Option(
            names = {"-n", "--widgets"},
            paramLabel = "NUMBER",
            description = "Number of widgets to use; missing ones are seeded (default: the existing"
                    + " ones, or 100000).")
    private @Nullable Integer widgets;

    @Option(
            names = "--hot",
            paramLabel = "SHARE",
            description =
                    "Share of associate, dissociate and find, from 0 to 1, that uses the same 8"
                            + " widgets, where refusals are normal (default: ${DEFAULT-VALUE}).")
    private double hot;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Seed of the random operations (default: ${DEFAULT-VALUE}).")
    private long seed = 42;

    @Option(
            names = "--connections",
            paramLabel = "NUMBER",
            description =
                    "Maximum number of connections (default: the number of clients, but at most"
                            + " 16; coalesced: two per lane).")
    private @Nullable Integer connections;

    @Option(
            names = "--lanes",
            paramLabel = "NUMBER",
            description = "Coalesced: number of lanes for changes, and of lanes for reads"
                    + " (default: ${DEFAULT-VALUE}).")
    private int lanes = CoalescingOptions.DEFAULT.lanes();

    @Option(
            names = "--batch",
            paramLabel = "NUMBER",
            description =
                    "Coalesced: maximum number of operations per call (default: ${DEFAULT-VALUE}).")
    private int batch = CoalescingOptions.DEFAULT.batchSize();

    @Option(
            names = "--fail-if",
            paramLabel = "LIMITS",
            description = "Exit with code 99 if one of these conditions is true, such as"
                    + " 'p99>20ms,rate<10000'; figures: rate, p50, p90, p99, p99.9, max,"
                    + " refused, errors, unknown.")
    private @Nullable String failIf;

    /** Returns the plan, given the number of existing widgets. */
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
     * With a rate, blocking clients are limited to the number of connections, because clients take
     * turns in the order of the schedule, which a pool does not guarantee.
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
