package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.CommandProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of a service: readiness, metrics and the access log. */
class ServeMonitoringTest {

    private static final String ONE = "{\"serial_number\":\"W-1\"}";

    @TempDir
    Path folder;

    @Test
    void metrics_tell_of_functions_statuses_and_the_rest() throws Exception {
        try (Served served = Served.start()) {
            served.post("/rpc/remove_widget", ONE);
            assertThat(served.metrics())
                    .contains(
                            "widgets_http_requests_seconds_count{function=\"remove_widget\",status=\"404\"} 1",
                            "widgets_http_requests_seconds_bucket{function=\"remove_widget\",status=\"404\",le=\"0.01\"}",
                            "widgets_coalescing_batch_size_count",
                            "widgets_coalescing_queued",
                            "hikaricp_connections_active",
                            "widgets_http_connections ",
                            "jvm_memory_used_bytes");
        }
    }

    @Test
    void ready_says_when_the_schema_is_not_the_right_one() throws Exception {
        try (Served served = Served.start()) {
            assertThat(served.admin("/live").statusCode()).isEqualTo(200);
            CommandProcess.await("it is ready", () -> served.admin("/ready").statusCode() == 200);
            served.database()
                    .execute("alter function widgets.remove_widget(text) rename to remove_it;"
                            + " notify pgrst, 'reload schema'");
            CommandProcess.await(
                    "it is not ready", () -> served.admin("/ready").statusCode() == 503);
            assertThat(served.admin("/ready").body()).contains("widgets migrate");
            assertThat(served.admin("/live").statusCode()).isEqualTo(200);
            served.database()
                    .execute("alter function widgets.remove_it(text) rename to remove_widget;"
                            + " notify pgrst, 'reload schema'");
            CommandProcess.await(
                    "it is ready again", () -> served.admin("/ready").statusCode() == 200);
        }
    }

    @Test
    void ready_says_when_the_schema_is_of_an_earlier_release() throws Exception {
        try (Served served = Served.start()) {
            CommandProcess.await("it is ready", () -> served.admin("/ready").statusCode() == 200);
            served.database()
                    .execute("create or replace function widgets_admin.release() returns integer"
                            + " language sql as 'select 0'; notify pgrst, 'reload schema'");
            CommandProcess.await(
                    "it is not ready", () -> served.admin("/ready").statusCode() == 503);
            assertThat(served.admin("/ready").body()).contains("is of release 0");
        }
    }

    @Test
    void a_service_goes_on_when_the_schema_is_brought_to_a_later_release() throws Exception {
        try (Served served = Served.start()) {
            CommandProcess.await("it is ready", () -> served.admin("/ready").statusCode() == 200);
            served.database()
                    .execute("create or replace function widgets_admin.release() returns integer"
                            + " language sql as 'select 99'; notify pgrst, 'reload schema'");
            long end = System.nanoTime() + 1_500_000_000;
            while (System.nanoTime() < end) {
                assertThat(served.admin("/ready").body()).isEqualTo("ready\n");
            }
        }
    }

    @Test
    void the_access_log_has_a_line_for_each_answer_and_no_secret() throws Exception {
        Path log = folder.resolve("access.log");
        try (Served served = Served.start("--access-log", log.toString())) {
            served.post("/rpc/remove_widget", ONE, "Authorization", "Bearer s3cret.s3cret.s3cret");
            served.get("/rpc/get_widget?serial_number=s3cret");
        }
        assertThat(Files.readAllLines(log))
                .hasSize(2)
                .allMatch(line -> !line.contains("s3cret"))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains("\"path\":\"/rpc/remove_widget\"", "\"status\":500"),
                        line -> assertThat(line)
                                .contains(
                                        "\"client\":\"127.0.0.1\"",
                                        "\"role\":\"web_anon\"",
                                        "\"status\":404"));
    }
}
