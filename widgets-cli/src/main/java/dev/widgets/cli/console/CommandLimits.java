package dev.widgets.cli.console;

import dev.widgets.TimeLimits;
import java.time.Duration;

/** The time limits of commands. */
public final class CommandLimits {

    /** For checking whether a server answers. */
    public static final TimeLimits BRIEF = limits(Duration.ofSeconds(5));

    /** For a single operation. */
    public static final TimeLimits OPERATION = TimeLimits.DEFAULT;

    /** For reading or changing a whole registry of any size. */
    public static final TimeLimits LONG = limits(Duration.ofHours(1));

    private CommandLimits() {}

    private static TimeLimits limits(Duration statement) {
        return new TimeLimits(
                Duration.ofSeconds(5), Duration.ofSeconds(5), statement, statement.plusSeconds(5));
    }
}
