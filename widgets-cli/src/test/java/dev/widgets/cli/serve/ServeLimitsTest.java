package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ServeLimitsTest {

    private static final String ONE = "{\"serial_number\":\"W-1\"}";

    @Test
    void more_requests_than_may_be_under_way_are_refused_at_once() throws Exception {
        try (Served served = Served.start("--max-requests", "4");
                Connection blocker = served.database().dataSource().getConnection()) {
            addAndHold(served, blocker);
            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                waiting.add(removal(served));
            }
            CommandProcess.await(
                    "four are under way",
                    () -> served.metrics().contains("widgets_http_requests_active 4.0"));
            assertOneMoreIsRefused(served);
            blocker.commit();
            assertThat(waiting.stream().map(answer -> answer.join().statusCode()))
                    .containsExactlyInAnyOrder(200, 404, 404, 404);
            assertThat(served.metrics())
                    .contains("widgets_http_problems_total{code=\"SERVE002\"} 1.0")
                    .contains("widgets_http_requests_active 0.0");
        }
    }

    /** Adds a widget, and holds it until the commit. */
    private static void addAndHold(Served served, Connection blocker) throws SQLException {
        served.database().execute("select widgets.add_widget('W-1', '', '{P}')");
        blocker.setAutoCommit(false);
        try (Statement statement = blocker.createStatement()) {
            statement.execute("select 1 from widgets_store.widgets for update");
        }
    }

    private static CompletableFuture<HttpResponse<String>> removal(Served served) {
        return CompletableFuture.supplyAsync(() -> served.post("/rpc/remove_widget", ONE));
    }

    private static void assertOneMoreIsRefused(Served served) {
        HttpResponse<String> more = served.post("/rpc/remove_widget", ONE);
        assertThat(more.statusCode()).isEqualTo(503);
        assertThat(more.body()).contains("SERVE002");
        assertThat(more.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void operations_that_find_the_queue_full_are_refused_at_once() throws Exception {
        try (Served served = Served.start("--queue-length", "1", "--lanes", "1");
                Connection blocker = served.database().dataSource().getConnection()) {
            addAndHold(served, blocker);
            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            waiting.add(removal(served));
            CommandProcess.await("the lane waits", () -> served.database().waiting() == 1);
            waiting.add(removal(served));
            CommandProcess.await(
                    "the queue is full",
                    () -> served.metrics().contains("widgets_coalescing_queued 1.0"));
            assertOneMoreIsRefused(served);
            blocker.commit();
            assertThat(waiting.stream().map(answer -> answer.join().statusCode()))
                    .containsExactlyInAnyOrder(200, 404);
        }
    }

    @Test
    void a_body_in_pieces_takes_no_more_memory_than_it_has_bytes() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Served served = Served.start("--max-body", "67108864")) {
            assertThat(served.post("/rpc/remove_widget", ONE).statusCode()).isEqualTo(404);
            long before = allocated(threads);
            try (RawHttp http = new RawHttp(served.url())) {
                http.send("POST /rpc/remove_widget HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + ONE.length()
                        + "\r\nConnection: close\r\n\r\n");
                for (String piece : ONE.split("(?=_)", -1)) {
                    http.send(piece);
                    Thread.sleep(100);
                }
                assertThat(http.readAll()).startsWith("HTTP/1.1 404 ");
            }
            assertThat(allocated(threads) - before).isLessThan(16_000_000);
        }
    }

    private static long allocated(ThreadMXBean threads) {
        return LongStream.of(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .sum();
    }

    @Test
    void connections_beyond_the_most_wait_until_idle_ones_are_cut() throws Exception {
        List<RawHttp> crowd = new ArrayList<>();
        try (Served served = Served.start("--max-connections", "3")) {
            for (int i = 0; i < 6; i++) {
                crowd.add(new RawHttp(served.url()));
            }
            crowd.get(5)
                    .send(
                            "GET /rpc/get_widget?serial_number=x HTTP/1.1\r\nHost: localhost\r\n\r\n");
            CommandProcess.await(
                    "the most are there",
                    () -> served.metrics().contains("widgets_http_connections 3.0"));
            assertThat(crowd.get(5).readUntil("}")).startsWith("HTTP/1.1 404 ");
            assertThat(served.metrics()).containsPattern("widgets_http_connections [123]\\.0");
        } finally {
            crowd.forEach(RawHttp::close);
        }
    }

    @Test
    void a_client_has_its_rate_and_others_have_theirs() throws Exception {
        try (Served served = Served.start("--client-rate", "1", "--trusted-proxy", "127.0.0.0/8")) {
            assertThat(statuses(served, i -> "1.2.3.4")).contains(404, 429);
            assertThat(statuses(served, i -> "5.6.7." + i)).containsOnly(404);
            // what stands before the last address may be anyone's invention
            assertThat(statuses(served, i -> "9.9.9." + i + ", 1.2.3.4")).contains(429);
        }
    }

    @Test
    void addresses_that_nobody_vouches_for_do_not_count() throws Exception {
        try (Served served = Served.start("--client-rate", "1")) {
            assertThat(statuses(served, i -> "1.2.3." + i)).contains(429);
            HttpResponse<String> answer = served.get("/rpc/get_widget?serial_number=x");
            while (answer.statusCode() != 429) {
                answer = served.get("/rpc/get_widget?serial_number=x");
            }
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(answer.body()).contains("SERVE003");
        }
    }

    private static List<Integer> statuses(Served served, IntFunction<String> client) {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            statuses.add(served.get(
                            "/rpc/get_widget?serial_number=x", "X-Forwarded-For", client.apply(i))
                    .statusCode());
        }
        return statuses;
    }

    @Test
    void a_database_that_refuses_is_503_at_once_and_back_by_itself() throws Exception {
        try (Served served = Served.start()) {
            String name = served.database().query("select current_database()");
            toggle(name, false);
            CommandProcess.await(
                    "it is not ready", () -> served.admin("/ready").statusCode() == 503);
            long begin = System.nanoTime();
            HttpResponse<String> answer = served.post("/rpc/remove_widget", ONE);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("PGRST000");
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(System.nanoTime() - begin).isLessThan(1_000_000_000L);
            toggle(name, true);
            CommandProcess.await(
                    "it is ready again", () -> served.admin("/ready").statusCode() == 200);
            CommandProcess.await(
                    "it answers", () -> served.post("/rpc/remove_widget", ONE).statusCode() == 404);
            assertThat(served.notices()).anyMatch(text -> text.contains("available again"));
        }
    }

    private static void toggle(String name, boolean open) throws SQLException {
        try (Connection session = CommandDatabase.createEmpty().dataSource().getConnection();
                Statement statement = session.createStatement()) {
            statement.execute("alter database " + name + " allow_connections " + open);
            statement.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                            + name + "'");
        }
    }

    @Test
    void clients_behind_a_proxy_that_reports_ports_have_rates_of_their_own() throws Exception {
        try (Served served = Served.start("--client-rate", "1", "--trusted-proxy", "127.0.0.0/8")) {
            for (String client : List.of(
                    "203.0.113.7:4711", "203.0.113.8:4711", "[2001:db8::1]:443", "2001:db8:1::1")) {
                assertThat(served.get("/rpc/get_widget?serial_number=x", "X-Forwarded-For", client)
                                .statusCode())
                        .as(client)
                        .isEqualTo(404);
            }
            assertThat(served.get(
                                    "/rpc/get_widget?serial_number=x",
                                    "X-Forwarded-For",
                                    "203.0.113.7:4712")
                            .statusCode())
                    .isEqualTo(429);
        }
    }

    @Test
    void a_page_can_read_the_answer_of_a_limit_and_its_preflights_are_free() throws Exception {
        String page = "https://app.example";
        try (Served served =
                Served.start("--client-rate", "1", "--max-body", "100", "--cors-origin", page)) {
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> preflight = served.send(served.request(
                                "/rpc/get_widget",
                                "Origin",
                                page,
                                "Access-Control-Request-Method",
                                "POST")
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
                assertThat(preflight.statusCode()).isEqualTo(200);
            }
            HttpResponse<String> large =
                    served.post("/rpc/get_widget", " ".repeat(200), "Origin", page);
            assertThat(large.statusCode()).isEqualTo(413);
            assertAllows(large, page);
            assertThat(served.post("/rpc/get_widget", ONE, "Origin", page).statusCode())
                    .isEqualTo(404);
            HttpResponse<String> fast = served.post("/rpc/get_widget", ONE, "Origin", page);
            assertThat(fast.statusCode()).isEqualTo(429);
            assertAllows(fast, page);
        }
    }

    private static void assertAllows(HttpResponse<String> answer, String page) {
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(page);
        assertThat(answer.headers().firstValue("Access-Control-Expose-Headers"))
                .hasValueSatisfying(names -> assertThat(names).contains("Retry-After"));
    }

    @Test
    void a_connection_that_is_idle_for_too_long_is_closed() throws Exception {
        try (Served served = Served.start("--idle-timeout", "1s");
                RawHttp http = new RawHttp(served.url())) {
            http.send("GET /rpc/get_widget?serial_number=x HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(http.readUntil("}")).startsWith("HTTP/1.1 404 ");
            assertThat(http.readAll()).doesNotContain("timed out");
        }
    }
}
