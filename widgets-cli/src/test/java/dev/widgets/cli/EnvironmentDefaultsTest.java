package dev.widgets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.Terminal;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

/** Options of {@code widgets serve} that are set by variables. */
class EnvironmentDefaultsTest {

    @Test
    void every_option_of_serve_can_be_a_variable() throws Exception {
        int options = 0;
        for (OptionSpec option : Commands.all(new Terminal().environment())
                .getSubcommands()
                .get("serve")
                .getCommandSpec()
                .options()) {
            if (option.usageHelp() || option.versionHelp()) {
                continue;
            }
            String variable = "WIDGETS_SERVE_"
                    + option.longestName().substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
            Terminal terminal = new Terminal().with(variable, "what it says");
            assertThat(new EnvironmentDefaults(terminal.environment()).defaultValue(option))
                    .isEqualTo("what it says");
            options++;
        }
        assertThat(options).isGreaterThan(30);
    }
}
