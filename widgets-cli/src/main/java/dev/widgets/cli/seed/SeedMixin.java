package dev.widgets.cli.seed;

import dev.widgets.PortWeights;
import dev.widgets.SeedOptions;
import dev.widgets.SerialPattern;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.Failures;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the seeded widgets. */
final class SeedMixin {

    @Option(
            names = {"-n", "--count"},
            paramLabel = "NUMBER",
            description = "Number of widgets to add.")
    private @Nullable Long count;

    @Option(
            names = "--associated",
            paramLabel = "SHARE",
            description = "Share of the ports that are taken, 0 to 1 (default: 0.5).")
    private @Nullable Double associated;

    @Option(
            names = "--ports",
            paramLabel = "WEIGHTS",
            description =
                    "Relative frequencies of port combinations, such as P=1,QQ=2,PRR=1 (default: all 19"
                            + " combinations, two ports per widget on average).")
    private @Nullable String ports;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Seed of the random names, ports and associations (default: 42).")
    private @Nullable Long seed;

    @Option(
            names = "--serials",
            paramLabel = "PATTERN",
            description =
                    "Pattern of the serial numbers: %%d is the index, %%05d the index with five digits"
                            + " (default: W-%%010d).")
    private @Nullable String serials;

    @Option(
            names = "--start",
            paramLabel = "INDEX",
            description = "Index of the first widget (default: 1).")
    private @Nullable Long start;

    boolean hasCount() {
        return count != null;
    }

    /** Returns the options as a record; --count must be given. */
    SeedOptions options(int jobs) {
        try {
            return over(SeedOptions.of(Objects.requireNonNull(count)), jobs);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(Failures.describe(e));
        }
    }

    /** Rejects options that differ from those of an earlier run. */
    void check(int run, SeedOptions begun) {
        try {
            SeedOptions given = over(count == null ? begun : withCount(begun, count), begun.jobs());
            if (!given.equals(begun)) {
                throw CommandException.usage("Run " + run + " was started with --count "
                        + begun.count()
                        + " --start " + begun.start() + " --seed " + begun.seed() + " --serials '"
                        + begun.serials() + "' --associated " + begun.associated() + " --ports '"
                        + begun.ports() + "'. Omit these options to resume it.");
            }
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(Failures.describe(e));
        }
    }

    private static SeedOptions withCount(SeedOptions options, long count) {
        return new SeedOptions(
                count,
                options.start(),
                options.seed(),
                options.serials(),
                options.ports(),
                options.associated(),
                options.jobs());
    }

    private SeedOptions over(SeedOptions base, int jobs) {
        return new SeedOptions(
                base.count(),
                start == null ? base.start() : start,
                seed == null ? base.seed() : seed,
                serials == null ? base.serials() : SerialPattern.parse(serials),
                ports == null ? base.ports() : PortWeights.parse(ports),
                associated == null ? base.associated() : associated,
                jobs);
    }
}
