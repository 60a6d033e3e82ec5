package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.WidgetIndexes;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that read a whole table of 9,999 widgets: their plans, and their pauses. */
class ServeScanTest {

    private static final String FREE_PORTS =
            "/slots?port=eq.R&peer=is.null&select=serial_number,slot"
                    + "&order=serial_number.desc&limit=2";
    private static final String BY_NAME =
            "/widgets?name=like.*9*&select=serial_number&order=name.desc&limit=3";
    private static final String TWO = "[{\"serial_number\":\"W-09000\",\"slot\":2}, \n"
            + " {\"serial_number\":\"W-06000\",\"slot\":2}]";

    @TempDir
    static Path folder;

    private static Served served;
    private static CommandDatabase database;

    @BeforeAll
    static void serve() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), TestTokens.SECRET);
        served = Served.start(
                "--jwt-secret-file",
                secret.toString(),
                "--scan-connections",
                "1",
                "--scan-share",
                "2");
        database = served.database();
        database.execute("insert into widgets_store.widgets (serial_number, name, ports, peers)"
                + " select 'W-' || to_char(i, 'FM00000'), i, 'PR',"
                + "   case when i % 3000 = 0 then array[null, null] else array[null, 'x'] end"
                + " from generate_series(1, 9999) i; analyze");
        WidgetIndexes.over(database.dataSource()).add(WidgetIndexes.Kind.FREE);
        database.execute("drop role if exists reads_slots; drop role if exists reads_widgets;"
                + " create role reads_slots; create role reads_widgets;"
                + " grant usage on schema widgets to reads_slots, reads_widgets;"
                + " grant select on widgets.slots to reads_slots;"
                + " grant select on widgets.widgets to reads_widgets;"
                + " grant reads_slots, reads_widgets to authenticator");
    }

    @AfterAll
    static void end() {
        database.execute("drop owned by reads_slots, reads_widgets;"
                + " drop role reads_slots; drop role reads_widgets");
        served.close();
    }

    private static HttpResponse<String> read(String path, String role) {
        return read(served, path, role);
    }

    private static HttpResponse<String> read(Served service, String path, String role) {
        return service.get(path, "Authorization", "Bearer " + TestTokens.of(role));
    }

    private static String scans() {
        return database.query("select sum(idx_scan) from pg_stat_user_indexes"
                + " where indexrelname = 'widgets_with_free_r'");
    }

    /** Returns whether a statement of the service fulfils a condition. */
    private static boolean isRunning(String condition) {
        return database.query("select 1 from pg_stat_activity where usename = 'authenticator'"
                        + " and query like '%from widgets.widgets%' and " + condition)
                .equals("1");
    }

    /**
     * Sends a request that reads all widgets by their names, whose statement has waited for a lock.
     *
     * @return the response, of a scan that goes on
     */
    private static CompletableFuture<HttpResponse<String>> delayed(Served service, boolean paced)
            throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table widgets_store.widgets in access exclusive mode");
            CompletableFuture<HttpResponse<String>> response =
                    CompletableFuture.supplyAsync(() -> read(service, BY_NAME, "widgets_app"));
            CommandProcess.await(
                    "it has waited, with pauses ahead: " + paced,
                    () -> isRunning("wait_event_type = 'Lock'"
                            + " and query_start < clock_timestamp() - interval '0.2 seconds'"
                            + " and (query like '%paced_text%') = " + paced));
            connection.rollback();
            return response;
        }
    }

    /** A request that is in progress as long as it is open. */
    private static Socket other(Served service) throws Exception {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(service.url()).getPort());
        String head = String.join(
                "\r\n",
                "POST /rpc/get_widget HTTP/1.1",
                "Host: 127.0.0.1",
                "Content-Type: application/json",
                "Content-Length: 9",
                "",
                "");
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        awaitActive(service, "1.0");
        return socket;
    }

    private static void awaitActive(Served service, String number) {
        CommandProcess.await(
                number + " in progress",
                () -> service.metrics()
                        .contains("\nwidgets_http_requests_active " + number + "\n"));
    }

    @Test
    @SuppressWarnings("try") // the other connection only has to be open
    void free_ports_are_found_by_the_optional_index_and_without_it() throws Exception {
        String before = scans();
        assertThat(read(FREE_PORTS, "widgets_app").body()).isEqualTo(TWO);
        CommandProcess.await("it is used", () -> !scans().equals(before));
        assertThat(read(FREE_PORTS, "reads_slots").body()).isEqualTo(TWO);
        assertThat(read(FREE_PORTS, "reads_widgets").body()).contains("42501");
        awaitActive(served, "0.0");
        String alone = scans();
        try (Socket other = other(served)) {
            assertThat(read(FREE_PORTS, "widgets_app").body()).isEqualTo(TWO);
            CommandProcess.await("it is used with pauses", () -> !scans().equals(alone));
            assertThat(read(FREE_PORTS, "reads_slots").body()).isEqualTo(TWO);
        }
        awaitActive(served, "0.0");
    }

    @Test
    @SuppressWarnings("try") // the other connection only has to be open
    void a_scan_pauses_only_next_to_other_requests() throws Exception {
        awaitActive(served, "0.0");
        String alone = delayed(served, false).join().body();
        assertThat(alone).contains("W-09999");
        try (Socket other = other(served)) {
            CompletableFuture<HttpResponse<String>> paced = delayed(served, true);
            CommandProcess.await("it pauses", () -> isRunning("wait_event = 'PgSleep'"));
            assertThat(paced.join().body()).isEqualTo(alone);
        }
        awaitActive(served, "0.0");
    }

    /** The wait for the lock counts as a tenth of a second of work, for which it pauses ten. */
    @Test
    @SuppressWarnings("try") // the other connection only has to be open
    void a_scan_ends_at_its_time_limit_during_a_pause_too() throws Exception {
        try (Served brief = Served.on(
                        database,
                        "--jwt-secret-file",
                        folder.resolve("secret").toString(),
                        "--scan-share",
                        "1",
                        "--scan-timeout",
                        "4s");
                Socket other = other(brief)) {
            String late = delayed(brief, true).join().body();
            assertThat(late).contains("\"57014\"", "--scan-timeout");
        }
    }
}
