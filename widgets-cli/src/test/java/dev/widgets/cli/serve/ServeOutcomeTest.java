package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.DataFolderServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a request whose connection to the database is lost while it acts. */
class ServeOutcomeTest {

    private static final String ONE = "{\"serial_number\":\"W-1\"}";

    /** The answer to a request whose backend is ended while it waits for a lock of this kind. */
    private static HttpResponse<String> cut(
            CommandDatabase database, String lock, Supplier<HttpResponse<String>> request)
            throws SQLException {
        try (Connection blocker = database.dataSource().getConnection();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute(lock);
            CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(request);
            CommandProcess.await("it waits", () -> database.waiting() == 1);
            database.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where wait_event_type = 'Lock' and datname = current_database()");
            return answer.join();
        }
    }

    private static void assertUnknown(HttpResponse<String> answer) {
        assertThat(answer.body()).contains("SERVE001");
        // a load balancer sends again what is 503
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void a_call_that_is_cut_has_an_unknown_outcome() throws Exception {
        try (Served served = Served.start()) {
            CommandDatabase database = served.database();
            database.execute("select widgets.add_widget('W-1', '', '{P}')");
            assertUnknown(cut(
                    database,
                    "select from widgets_store.widgets for update",
                    () -> served.post("/rpc/remove_widget", ONE)));
        }
    }

    @Test
    void a_commit_that_is_cut_has_an_unknown_outcome_and_its_key_tells() throws Exception {
        try (Served served = Served.start()) {
            CommandDatabase database = served.database();
            database.execute("""
                    create function wait() returns trigger language plpgsql
                    as $$begin perform pg_advisory_xact_lock(1); return null; end$$;
                    create constraint trigger wait after insert on widgets_store.widgets
                    deferrable initially deferred for each row execute function wait()""");
            Supplier<HttpResponse<String>> request = () -> served.post(
                    "/rpc/add_widget",
                    "{\"serial_number\":\"W-1\",\"name\":\"\",\"ports\":[\"P\"]}",
                    "Idempotency-Key",
                    "k1");
            assertUnknown(cut(database, "select pg_advisory_xact_lock(1)", request));
            CommandProcess.await("it is done", () -> request.get().statusCode() == 200);
            assertThat(request.get().statusCode()).isEqualTo(200);
            assertThat(database.query("select count(*) from widgets.widgets")).isEqualTo("1");
        }
    }

    /**
     * Looks in the server itself, because a commit lasts 100 ms and a client may look too rarely.
     */
    private static final String CANCEL_A_COMMIT = """
            do $$begin -- cancels the first commit of another session
                for i in 1 .. 30000 loop
                    perform pg_stat_clear_snapshot();
                    perform pg_cancel_backend(pid) from pg_stat_activity
                    where state = 'active' and query = 'COMMIT';
                    exit when found;
                    perform pg_sleep(0.001);
                end loop;
            end$$""";

    /** The server writes to disk for as long as 100 ms, in which nothing can be cancelled. */
    @Test
    void a_commit_that_is_cancelled_too_late_has_an_unknown_outcome(@TempDir Path folder)
            throws Exception {
        String slow =
                "commit_delay = 100000\ncommit_siblings = 0\nlog_min_duration_statement = 0\n";
        try (DataFolderServer server = DataFolderServer.healthy(folder.resolve("server"), slow);
                Served served = Served.on(Served.prepared(server.database()))) {
            CompletableFuture<Void> cancelled =
                    CompletableFuture.runAsync(() -> served.database().execute(CANCEL_A_COMMIT));
            CommandProcess.await(
                    "it looks for a commit",
                    () -> served.database()
                            .query(
                                    "select count(*) from pg_stat_activity where state = 'active'"
                                            + " and query like '%the first commit%' and pid <> pg_backend_pid()")
                            .equals("1"));
            HttpResponse<String> answer = served.post(
                    "/rpc/add_widget",
                    "{\"serial_number\":\"late\",\"name\":\"\",\"ports\":[\"P\"]}",
                    "Idempotency-Key",
                    "k1");
            cancelled.join();
            assertUnknown(answer);
            assertThat(served.database()
                            .query("select count(*) from widgets.widgets"
                                    + " where serial_number = 'late'"))
                    .isEqualTo("1");
        }
    }

    private static final String WAITING_FOR_A_STANDBY =
            "select %s from pg_stat_activity where wait_event = 'SyncRep'";

    /** The server reports success then, with a warning. */
    @Test
    void a_commit_whose_wait_for_a_standby_is_cancelled_has_an_unknown_outcome(@TempDir Path folder)
            throws Exception {
        try (DataFolderServer server = DataFolderServer.healthy(folder.resolve("server"));
                Served served = Served.on(Served.prepared(server.database()))) {
            CommandDatabase database = served.database();
            database.execute("alter system set synchronous_standby_names = 'nobody'");
            database.execute("select pg_reload_conf()");
            CommandProcess.await(
                    "commits wait",
                    () -> database.query("show synchronous_standby_names").equals("nobody"));

            assertUnknown(
                    cancelled(database, () -> served.post("/rpc/add_widget", widget("new-1"))));
            assertUnknown(cancelled(
                    database,
                    () -> served.post(
                            "/rpc/add_widget", widget("new-2"), "Idempotency-Key", "k1")));

            assertThat(database.query("select count(*) from widgets.widgets"
                            + " where serial_number in ('new-1', 'new-2')"))
                    .isEqualTo("2");
            database.execute("alter system reset synchronous_standby_names");
            database.execute("select pg_reload_conf()");
        }
    }

    private static String widget(String serialNumber) {
        return "{\"serial_number\":\"" + serialNumber + "\",\"name\":\"\",\"ports\":[\"P\"]}";
    }

    private static HttpResponse<String> cancelled(
            CommandDatabase database, Supplier<HttpResponse<String>> request) {
        CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(request);
        CommandProcess.await(
                "it waits for a standby",
                () -> !database.query(WAITING_FOR_A_STANDBY.formatted("count(*)"))
                        .equals("0"));
        database.query(WAITING_FOR_A_STANDBY.formatted("count(pg_cancel_backend(pid))"));
        return answer.join();
    }
}
