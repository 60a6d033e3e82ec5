package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An operation that is cancelled while the server writes its commit to disk, which takes 100 ms
 * here. The commit goes on; only then does the server notice, if it has a line to write to its log.
 */
@Tag("once")
class CancelledCommitTest {

    private static final String CANCEL = """
            select pg_cancel_backend(pid)
            from pg_stat_activity
            where application_name = 'widgets'
              and state = 'active'
              and query_start < clock_timestamp() - interval '20 ms'
            """;

    private static final int ATTEMPTS = 100;

    private static final Ports P = Ports.of(PortType.P);

    private static OwnServer server;

    @BeforeAll
    static void start() throws IOException {
        server = OwnServer.create(
                "commit_delay = 100000", "commit_siblings = 0", "log_min_duration_statement = 0");
        WidgetSchema.over(server.dataSource()).migrate();
    }

    @AfterAll
    static void end() {
        server.close();
    }

    /**
     * Adds widgets until one is cancelled after its insertion; returns what that one threw. A
     * machine without a free core may take longer for the insertion, or miss the commit.
     */
    private static Optional<Throwable> cancelledLate(WidgetRepository widgets, String mode)
            throws SQLException {
        for (int i = 0; i < ATTEMPTS; i++) {
            String one = mode + i;
            CompletableFuture<Void> call =
                    CompletableFuture.runAsync(() -> widgets.add(one, "", Ports.of(PortType.P)));
            boolean cancelled = false;
            while (!cancelled && !call.isDone()) {
                cancelled = server.query(CANCEL).contains("t");
            }
            Optional<Throwable> thrown = call.handle(
                            (done, e) -> Optional.ofNullable(e).map(Throwable::getCause))
                    .join();
            boolean early = thrown.filter(e -> e instanceof FailedException).isPresent();
            assertThat(widgets.find(one).isPresent()).isEqualTo(!early);
            if (cancelled && !early) {
                return thrown;
            }
        }
        throw new AssertionError("No commit was cancelled in " + ATTEMPTS + " attempts.");
    }

    private static HikariDataSource pool(String mode) {
        Properties properties = OwnServer.credentials();
        properties.setProperty("preferQueryMode", mode);
        return WidgetPool.open(server.url(), properties, 1, TimeLimits.DEFAULT);
    }

    @Test
    void it_is_done_for_the_server_has_nothing_more_to_say() throws SQLException {
        try (HikariDataSource pool = pool("extended")) {
            assertThat(cancelledLate(WidgetRepository.over(pool), "extended")).isEmpty();
        }
    }

    /** The server reports success then, with a warning. */
    @Test
    void a_commit_whose_wait_for_a_synchronous_standby_is_cancelled_has_an_unknown_outcome()
            throws Exception {
        server.set("synchronous_standby_names = 'nobody'");
        server.reload();
        try (HikariDataSource pool = WidgetPool.open(
                        server.url(), OwnServer.credentials(), 8, TimeLimits.DEFAULT);
                WidgetCoalescer coalescer = WidgetCoalescer.open(pool, CoalescingOptions.DEFAULT)) {
            Await.until(
                    "commits wait",
                    () -> server.query("show synchronous_standby_names").contains("nobody"));
            WidgetRepository widgets = WidgetRepository.over(pool);
            List<CompletableFuture<Void>> calls = List.of(
                    CompletableFuture.runAsync(() -> widgets.add("s1", "", P)),
                    coalescer.add("s2", "", P),
                    coalescer.add("s3", "", P),
                    coalescer.add("s4", "", P));
            Await.until("they are cancelled", () -> {
                server.query("select pg_cancel_backend(pid) from pg_stat_activity"
                        + " where wait_event = 'SyncRep'");
                return calls.stream().allMatch(CompletableFuture::isDone);
            });
            for (CompletableFuture<Void> call : calls) {
                assertThat(call.handle((done, e) -> Outcome.unwrap(e)).join())
                        .isInstanceOf(UnknownOutcomeException.class)
                        .hasMessageContaining("synchronous standby was cancelled");
            }
            assertThat(widgets.count().widgets()).isGreaterThanOrEqualTo(4);
        } finally {
            server.set("synchronous_standby_names = ''");
            server.reload();
        }
    }

    @Test
    void as_a_simple_query_it_has_an_unknown_outcome() throws SQLException {
        try (HikariDataSource pool = pool("simple")) {
            assertThat(cancelledLate(WidgetRepository.over(pool), "simple"))
                    .containsInstanceOf(UnknownOutcomeException.class);
        }
    }
}
