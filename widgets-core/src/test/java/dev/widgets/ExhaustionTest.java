package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server without a connection to give: callers fail fast and are told why. */
@Tag("once")
class ExhaustionTest {

    private static final TimeLimits SHORT = new TimeLimits(
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3));

    @Test
    void a_server_without_a_free_connection_is_a_failure_that_says_so() throws Exception {
        try (OwnServer server = OwnServer.create("max_connections = 12")) {
            WidgetSchema.over(server.dataSource()).migrate();
            List<Connection> taken = new ArrayList<>();
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> {
                        while (true) {
                            taken.add(server.dataSource().getConnection());
                        }
                    })
                    .withMessageContaining("too many clients");
            try (HikariDataSource pool =
                    WidgetPool.open(server.url(), OwnServer.credentials(), 4, SHORT)) {
                WidgetRepository widgets = WidgetRepository.over(pool);
                long begin = System.nanoTime();
                assertThatExceptionOfType(FailedException.class)
                        .isThrownBy(() -> widgets.add("a", "", Ports.parse("P")))
                        .withMessageContaining("too many clients")
                        .satisfies(e -> assertThat(e.isRetryable()).isTrue());
                assertThat(Duration.ofNanos(System.nanoTime() - begin))
                        .isLessThan(Duration.ofSeconds(3));
                for (Connection one : taken) {
                    one.close();
                }
                widgets.add("a", "", Ports.parse("P"));
            }
        }
    }
}
