package dev.widgets.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code widgets doctor} on a database. */
final class Examination {

    private Examination() {}

    static Screen of(CommandDatabase database, String... options) {
        List<String> arguments = new ArrayList<>(List.of("doctor"));
        arguments.addAll(List.of(options));
        return Terminal.on(database).run(arguments.toArray(String[]::new));
    }

    /**
     * Asserts that a finding of this severity contains these words in its reason and remedy, and
     * that the exit code fits a finding of this severity and none worse.
     */
    static void finds(CommandDatabase database, String severity, String... words) {
        Screen screen = of(database, "-o", "csv", "--transaction-seconds", "0");
        assertThat(screen.out().lines())
                .as(screen.toString())
                .anySatisfy(line -> assertThat(line).startsWith(severity + ",").contains(words));
        assertThat(screen.exitCode())
                .as(screen.toString())
                .isEqualTo(severity.equals("danger") ? 3 : 0);
    }

    /** Asserts that no finding contains these words. */
    static void findsNo(CommandDatabase database, String words) {
        assertThat(of(database, "-o", "csv").out()).doesNotContain(words);
    }
}
