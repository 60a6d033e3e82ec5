package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.FreePort;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of connections are kept, and they must not take the memory of the service. */
class ServeCrowdTest {

    private static final int CONNECTIONS = 1_500;
    private static final String REQUEST = """
            GET /rpc/get_widget?serial_number=W-1 HTTP/1.1\r
            Host: 127.0.0.1\r
            Accept: application/json\r
            User-Agent: crowd\r
            \r
            """;

    @TempDir
    private Path home;

    @Test
    void a_small_heap_is_enough_for_a_crowd() throws IOException {
        CommandDatabase database = CommandDatabase.create();
        String listen = "127.0.0.1:" + FreePort.find();
        CommandProcess process = CommandProcess.start(
                home,
                Map.of("WIDGETS_URL", database.url(), "JAVA_TOOL_OPTIONS", "-Xmx64m"),
                "serve",
                "--listen",
                listen,
                "--admin-listen",
                "127.0.0.1:" + FreePort.find(),
                "--max-requests",
                String.valueOf(CONNECTIONS),
                "--anonymous-role",
                "postgres");
        List<RawHttp> crowd = new ArrayList<>();
        try {
            CommandProcess.await(
                    "it serves: " + process.printed(),
                    () -> process.printed().contains("Serving on"));
            for (int i = 0; i < CONNECTIONS; i++) {
                crowd.add(new RawHttp("http://" + listen));
            }
            for (int round = 1; round <= 2; round++) {
                crowd.forEach(http -> http.send(REQUEST));
                // the first that gets no answer is enough: each would be waited for
                crowd.forEach(http -> assertThat(http.readUntil("}")).contains(" 404 "));
            }
        } finally {
            crowd.forEach(RawHttp::close);
            process.kill();
        }
    }
}
