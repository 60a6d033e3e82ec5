package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that is told to end while a request is under way. */
class ServeDrainTest {

    private static final String ONE = "{\"serial_number\":\"W-1\"}";

    @Test
    void what_was_accepted_is_answered_and_then_nobody_gets_in() throws Exception {
        try (Served served = Served.start("--drain", "30s", "--drain-notice", "100ms");
                Connection blocker = served.database().dataSource().getConnection();
                Statement statement = blocker.createStatement()) {
            String url = served.url();
            served.database().execute("select widgets.add_widget('W-1', '', '{P}')");
            blocker.setAutoCommit(false);
            statement.execute("select from widgets_store.widgets for update");
            CompletableFuture<HttpResponse<String>> waiting =
                    CompletableFuture.supplyAsync(() -> served.post("/rpc/remove_widget", ONE));
            CommandProcess.await(
                    "it is under way",
                    () -> served.metrics().contains("widgets_http_requests_active 1.0"));

            CompletableFuture<Void> drain = CompletableFuture.runAsync(served.service()::drain);
            CommandProcess.await(
                    "it is not ready", () -> served.admin("/ready").statusCode() == 503);
            HttpResponse<String> late = served.get("/rpc/get_widget?serial_number=none");
            assertThat(late.statusCode()).isEqualTo(404);
            assertThat(late.headers().firstValue("Connection")).contains("close");
            assertThat(drain).isNotDone();

            blocker.commit();
            assertThat(waiting.join().body()).isEqualTo("\"Widget removed.\"");
            drain.join();
            // the port is the acceptor's until that thread has woken up
            CommandProcess.await("nobody gets in", () -> isRefused(url));
        }
    }

    private static boolean isRefused(String url) {
        try {
            new RawHttp(url).close();
            return false;
        } catch (UncheckedIOException e) {
            return String.valueOf(e.getMessage()).contains("refused");
        }
    }

    /** A client without a load balancer may connect just before the port is closed. */
    @Test
    void a_request_on_a_connection_that_was_accepted_is_answered() throws Exception {
        try (Served served = Served.start("--drain", "2s");
                RawHttp http = new RawHttp(served.url())) {
            CommandProcess.await(
                    "it is accepted",
                    () -> served.metrics().contains("widgets_http_connections 1.0"));
            String url = served.url();
            CompletableFuture<Void> end = CompletableFuture.runAsync(() -> {
                served.service().drain();
                served.service().close();
            });
            CommandProcess.await("the port is closed", () -> isRefused(url));
            http.send("GET /rpc/get_widget?serial_number=none HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(http.readAll()).startsWith("HTTP/1.1 404 ");
            end.join();
        }
    }

    @Test
    void a_process_that_is_told_to_end_answers_what_it_has_accepted(@TempDir Path folder)
            throws Exception {
        CommandDatabase database = Served.prepared();
        database.execute("select widgets.add_widget('W-1', '', '{P}')");
        CommandProcess process = CommandProcess.start(
                folder,
                Served.variables(database),
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--admin-listen",
                "none");
        CommandProcess.await("it serves", () -> process.printed().contains("Serving on"));
        String url = process.printed().replaceFirst("(?s).*Serving on (\\S+)\\. Try.*", "$1");
        try (Connection blocker = database.dataSource().getConnection();
                Statement statement = blocker.createStatement();
                RawHttp http = new RawHttp(url)) {
            blocker.setAutoCommit(false);
            statement.execute("select from widgets_store.widgets for update");
            http.send("POST /rpc/remove_widget HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                    + ONE.length() + "\r\n\r\n" + ONE);
            CommandProcess.await("it waits", () -> database.waiting() == 1);
            process.interrupt();
            CommandProcess.await("it drains", () -> process.printed().contains("Draining"));
            blocker.commit();
            assertThat(http.readAll()).startsWith("HTTP/1.1 200 ").endsWith("\"Widget removed.\"");
            assertThat(process.end().exitCode()).isEqualTo(0);
        } finally {
            process.kill();
        }
    }
}
