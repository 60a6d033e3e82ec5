package dev.widgets.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.FreePort;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.PreparedFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the example with tokens of the command line's README as it is written. */
class TokenExampleTest {

    private static final String PATH = "export PATH=\"$PWD/widgets-cli/bin:$PATH\"\n";

    @TempDir
    private Path folder;

    @Test
    void a_service_with_a_secret_serves_those_who_have_a_token() throws Exception {
        ReadmeStage.require("curl", "curl");
        ReadmeStage.require("openssl", "openssl");
        ReadmeStage stage = ReadmeStage.in(folder.toRealPath());
        List<String> blocks =
                MarkdownFile.read(MarkdownFile.ROOT.resolve("widgets-cli/README.md"))
                        .blocks()
                        .stream()
                        .filter(block -> block.describe().equals("Callers: sh"))
                        .map(MarkdownFile.Block::text)
                        .toList();
        assertThat(blocks).hasSize(2);
        stage.run(PATH + "widgets add W-1 pump PQ", Map.of());
        String address = "127.0.0.1:" + FreePort.find();
        Process serve = stage.start(
                List.of("sh", "-eu", "-c", PATH + blocks.get(0)),
                Map.of("SERVE_PORT", address.replace("127.0.0.1:", "")));
        try {
            CommandProcess.await(
                    "it serves",
                    () -> stage.printed(serve).contains("Serving on") || !serve.isAlive());
            String example = blocks.get(1).replace("127.0.0.1:3000", address);
            assertThat(stage.run(PATH + example, Map.of()))
                    .isEqualTo("[{\"serial_number\":\"W-1\",\"name\":\"pump\",\"ports\":\"PQ\","
                            + "\"peers\":[null,null]}]");
            assertThat(stage.run("curl http://" + address + "/widgets", Map.of()))
                    .contains("Anonymous access is disabled");
        } finally {
            stage.interrupt(serve);
            PreparedFolder.unlink(stage.folder().resolve("data/widgets"));
        }
        assertThat(CommandProcess.servers(stage.folder())).isEmpty();
    }
}
