package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.serve.query.QueryMaker;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the query language does to the database, and what is done although the result is cut. */
class ServeQueryTest {

    private static final String READER = "Bearer " + TestTokens.of("widgets_app");

    @TempDir
    static Path folder;

    private static Served served;

    @BeforeAll
    static void serve() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), TestTokens.SECRET);
        served = Served.start(
                "--jwt-secret-file",
                secret.toString(),
                "--max-rows",
                "5",
                "--scan-timeout",
                "400ms",
                "--scan-connections",
                "1");
        served.database()
                .execute("select widgets.add_widget('W-' || i, 'n' || i % 3, '{P,R}')"
                        + " from generate_series(10, 21) i; analyze");
    }

    @AfterAll
    static void end() {
        served.close();
    }

    private static HttpResponse<String> read(String path, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Authorization";
        all[headers.length + 1] = READER;
        return served.get(path, all);
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String widget(String serialNumber) {
        return "{\"serial_number\":\"" + serialNumber + "\",\"name\":\"n\",\"ports\":[\"P\"]}";
    }

    private static boolean exists(String serialNumber) {
        return !served.database()
                .query("select 1 from widgets.widgets where serial_number = '" + serialNumber + "'")
                .isEmpty();
    }

    @Test
    void no_query_breaks_a_statement() {
        long seed = System.nanoTime();
        QueryMaker maker = new QueryMaker(new Random(seed));
        String before = served.database().query("select count(*) from widgets.widgets");
        int rows = 0;
        for (int i = 0; i < 400; i++) {
            String path = (i % 2 == 0 ? "/widgets?" : "/slots?") + maker.query();
            HttpResponse<String> answer = read(path);
            assertThat(answer.statusCode())
                    .as("%s, seed %d: %s", path, seed, answer.body())
                    .isIn(200, 400, 404, 416);
            assertThat(answer.body()).as(path).doesNotContain("\"XX000\"", "SERVE010");
            if (!isMalformedTextSearch(path, answer.body())) {
                assertThat(answer.body()).as(path).doesNotContain("\"42601\"");
            }
            rows += answer.statusCode() == 200 ? 1 : 0;
        }
        assertThat(rows).as("answered, seed %d", seed).isGreaterThan(20);
        assertThat(served.database().query("select count(*) from widgets.widgets"))
                .isEqualTo(before);
    }

    /**
     * PostgreSQL refuses a malformed value of a text search with the code of a malformed statement.
     */
    private static boolean isMalformedTextSearch(String path, String body) {
        return path.contains("fts")
                && (body.contains("\"message\":\"syntax error in tsquery: ")
                        || body.contains("\"message\":\"no operand in tsquery: ")
                        || body.contains("\"message\":\"there is no escaped character: "));
    }

    /** The driver may send statements one by one once it has prepared them. */
    @Test
    void every_read_has_the_role_of_its_caller() {
        for (int i = 0; i < 12; i++) {
            assertThat(read("/widgets?serial_number=eq.W-10").statusCode()).isEqualTo(200);
            assertThat(served.get("/widgets?serial_number=eq.W-10").statusCode())
                    .isEqualTo(401);
            assertThat(read("/slots?peer=is.null").statusCode()).isEqualTo(200);
            assertThat(served.get("/slots?peer=is.null").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void a_pager_by_range_reads_every_row_once() {
        List<String> found = new ArrayList<>();
        for (int start = 0; start < 30; start += 4) {
            HttpResponse<String> page = read(
                    "/widgets?select=serial_number&serial_number=like.W-*&order=serial_number.desc",
                    "Range-Unit",
                    "items",
                    "Range",
                    start + "-" + (start + 3),
                    "Prefer",
                    "count=exact");
            if (page.statusCode() == 416) {
                break;
            }
            assertThat(page.statusCode()).isEqualTo(206);
            assertThat(header(page, "Content-Range")).endsWith("/12");
            for (String row : page.body().split("W-", -1)) {
                if (!row.isEmpty() && Character.isDigit(row.charAt(0))) {
                    found.add(row.substring(0, 2));
                }
            }
        }
        assertThat(found)
                .containsExactly(
                        "21", "20", "19", "18", "17", "16", "15", "14", "13", "12", "11", "10");
    }

    @Test
    void a_response_that_the_maximum_has_cut_says_so() {
        HttpResponse<String> cut = read("/widgets?limit=9");
        assertThat(header(cut, "Content-Range")).isEqualTo("0-4/*");
        assertThat(header(cut, "Widgets-Max-Rows")).isEqualTo("5");
        assertThat(header(read("/widgets?limit=5"), "Widgets-Max-Rows")).isEmpty();
        HttpResponse<String> counted = read("/widgets", "Prefer", "count=estimated");
        assertThat(counted.statusCode()).isEqualTo(206);
        assertThat(header(counted, "Content-Range")).matches("0-4/\\d\\d");
    }

    @Test
    void a_scan_ends_at_its_own_time_limit() throws Exception {
        try (Connection other = served.database().dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table widgets_store.widgets in access exclusive mode");
            HttpResponse<String> late = read("/widgets?name=match.n");
            other.rollback();
            assertThat(late.statusCode()).isEqualTo(500);
            assertThat(late.body()).contains("\"57014\"", "--scan-timeout");
        }
        assertThat(read("/widgets?name=match.n").statusCode()).isEqualTo(200);
    }

    /** The locks of others hold up one search after the other, but no call of other functions. */
    @Test
    void a_search_has_the_connections_and_the_time_limit_of_scans() throws Exception {
        try (Connection other = served.database().dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table widgets_store.widgets in access exclusive mode");
            HttpResponse<String> late = served.get("/rpc/get_component?serial_number=W-10");
            other.rollback();
            assertThat(late.statusCode()).isEqualTo(500);
            assertThat(late.body()).contains("\"57014\"", "smaller limits", "--scan-timeout");
        }
        assertThat(served.get("/rpc/get_component?serial_number=W-10").body())
                .isEqualTo("{\"widgets\":1,\"hops\":0,\"more\":false}");
        assertThat(served.metrics())
                .contains(
                        "widgets_http_requests_seconds_count{function=\"get_component\",status=\"500\"}");
    }

    @Test
    void options_lists_the_methods_of_a_function() {
        HttpRequest.Builder writing = served.request("/rpc/add_widget")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody());
        assertThat(header(served.send(writing), "Allow")).isEqualTo("OPTIONS,POST");
        HttpRequest.Builder reading = served.request("/rpc/get_widget")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody());
        assertThat(header(served.send(reading), "Allow")).isEqualTo("OPTIONS,GET,HEAD,POST");
    }

    @Test
    void a_write_is_done_whatever_is_left_of_its_result() {
        HttpResponse<String> none = served.post("/rpc/add_widget?limit=0", widget("L-1"));
        assertThat(none.statusCode()).as(none.body()).isEqualTo(200);
        assertThat(none.body()).isEqualTo("null");
        assertThat(exists("L-1")).isTrue();
        HttpResponse<String> keyed = served.post(
                "/rpc/add_widget?pgrst_scalar=like.*added*",
                widget("L-2"),
                "Idempotency-Key",
                "key-L-2",
                "Prefer",
                "count=exact");
        assertThat(keyed.body()).isEqualTo("\"Widget added.\"");
        assertThat(header(keyed, "Content-Range")).isEqualTo("0-0/1");
        assertThat(header(keyed, "Preference-Applied")).isEqualTo("count=exact");
    }

    @Test
    void nothing_is_written_where_the_query_or_a_preference_is_wrong() {
        for (String query : List.of("?select=foo", "?pgrst_scalar=nosuch.1", "?select=slots(*)")) {
            HttpResponse<String> answer = served.post("/rpc/add_widget" + query, widget("N-1"));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        }
        HttpResponse<String> strict = served.post(
                "/rpc/add_widget", widget("N-1"), "Prefer", "handling=strict, nosuch=1");
        assertThat(strict.body()).contains("PGRST122");
        HttpResponse<String> affected = served.post(
                "/rpc/add_widget", widget("N-1"), "Prefer", "handling=strict, max-affected=1");
        assertThat(affected.body()).contains("PGRST128");
        HttpResponse<String> two =
                served.post("/rpc/add_widget", "[" + widget("N-1") + "," + widget("N-2") + "]");
        assertThat(two.statusCode()).isEqualTo(400);
        assertThat(two.body()).contains("Send one object in each request");
        HttpResponse<String> lines = served.send(served.request("/rpc/add_widget")
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "serial_number,name,ports\nN-1,n,{P}\nN-2,n,{P}\n")));
        assertThat(lines.statusCode()).isEqualTo(400);
        assertThat(exists("N-1")).isFalse();
        HttpResponse<String> one = served.post("/rpc/add_widget", "[" + widget("N-1") + "]");
        assertThat(one.body()).isEqualTo("\"Widget added.\"");
    }
}
