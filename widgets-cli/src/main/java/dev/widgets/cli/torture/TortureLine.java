package dev.widgets.cli.torture;

import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.Notices;
import dev.widgets.cli.console.StatusLine;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows the progress of a torture run. */
final class TortureLine implements TortureProgress.Listener, AutoCloseable {

    private static final int SECONDS_A_MINUTE = 60;

    private final Notices notices;
    private final StatusLine line;

    TortureLine(CliEnvironment environment, Notices notices) {
        this.notices = notices;
        line = new StatusLine(environment);
    }

    @Override
    public void tick(TortureProgress tick) {
        line.update(() -> text(tick));
    }

    private static String text(TortureProgress tick) {
        long left = Math.round(tick.secondsLeft());
        String faults = tick.faults().entrySet().stream()
                .map(one -> one.getValue() + " " + one.getKey().word())
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "torturing  %,d:%02d left  %,7.0f calls/s  %s",
                left / SECONDS_A_MINUTE,
                left % SECONDS_A_MINUTE,
                tick.rate(),
                faults.isEmpty() ? "no faults" : faults);
    }

    @Override
    public void checking() {
        close();
        notices.say("Checking the history ...");
    }

    @Override
    public void close() {
        line.close();
    }
}
