package dev.widgets.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The units of systemd. */
class SystemdTest {

    private final String unit = Tool.read("systemd/widgets.service");
    private final String environment = Tool.read("systemd/widgets.env");

    @Test
    void systemd_accepts_the_units() {
        Tool.assumeThere("systemd-analyze");
        Tool.assumeThere("java");
        Tool.Result result = Tool.run(
                Tool.HERE.resolve("systemd"),
                "systemd-analyze",
                "verify",
                "--man=no",
                "./widgets.service",
                "./widgets-migrate.service");
        assertThat(result.succeeded().errors()).isEmpty();
    }

    @Test
    void the_service_is_exposed_to_little() {
        Tool.assumeThere("systemd-analyze");
        Tool.run(
                        Tool.HERE.resolve("systemd"),
                        "systemd-analyze",
                        "security",
                        "--offline=true",
                        "--threshold=20",
                        "./widgets.service")
                .succeeded();
    }

    @Test
    void systemd_gives_it_the_time_to_drain() {
        int drain = seconds(environment, "WIDGETS_SERVE_DRAIN");
        assertThat(seconds(unit, "TimeoutStopSec")).isGreaterThan(drain);
        assertThat(seconds(environment, "WIDGETS_SERVE_DRAIN_NOTICE")).isBetween(4, drain / 2);
    }

    private static int seconds(String file, String name) {
        return Integer.parseInt(
                file.replaceFirst("(?s).*\n" + name + "=(\\d+)s\n.*", "$1").strip());
    }

    @Test
    void no_secret_is_in_an_environment_file() {
        for (String file : List.of("systemd/widgets.env", "systemd/migrate.env")) {
            assertThat(Tool.read(file)).doesNotContainPattern("(?i)(password|secret|jwks)=");
        }
        assertThat(unit).contains("LoadCredential=password:").doesNotContain("owner");
    }
}
