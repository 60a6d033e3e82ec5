package dev.widgets.cli.seed;

import dev.widgets.PortWeights;
import dev.widgets.SeedOptions;
import dev.widgets.SerialPattern;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.Failures;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is to be seeded. */
final class SeedMixin {

    @Option(
            names = {"-n", "--count"},
            paramLabel = "NUMBER",
            description = "How many widgets.")
    private @Nullable Long count;

    @Option(
            names = "--associated",
            paramLabel = "SHARE",
            description = "The share of the ports that are taken, 0 to 1 (0.5 if not given).")
    private @Nullable Double associated;

    @Option(
            names = "--ports",
            paramLabel = "WEIGHTS",
            description =
                    "How often which ports occur, such as P=1,QQ=2,PRR=1 (if not given all 19 combinations,"
                            + " two ports a widget on average).")
    private @Nullable String ports;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Chooses names, ports and associations (42 if not given).")
    private @Nullable Long seed;

    @Option(
            names = "--serials",
            paramLabel = "PATTERN",
            description =
                    "How serial numbers come from indexes: with %%d, or %%05d for five digits (W-%%010d if"
                            + " not given).")
    private @Nullable String serials;

    @Option(
            names = "--start",
            paramLabel = "INDEX",
            description = "The index of the first widget (1 if not given).")
    private @Nullable Long start;

    boolean hasCount() {
        return count != null;
    }

    /** What is asked for; --count is given. */
    SeedOptions options(int jobs) {
        try {
            return over(SeedOptions.of(Objects.requireNonNull(count)), jobs);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(Failures.describe(e));
        }
    }

    /** Refuses options that differ from those that a run was begun with. */
    void check(int run, SeedOptions begun) {
        try {
            SeedOptions given = over(count == null ? begun : withCount(begun, count), begun.jobs());
            if (!given.equals(begun)) {
                throw CommandException.usage("Run " + run + " was begun with --count "
                        + begun.count()
                        + " --start " + begun.start() + " --seed " + begun.seed() + " --serials '"
                        + begun.serials() + "' --associated " + begun.associated() + " --ports '"
                        + begun.ports() + "': leave these options out to go on with it.");
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
