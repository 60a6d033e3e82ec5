package dev.widgets.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.PreparedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A home with a data folder for an embedded PostgreSQL, which no test leaves running. */
abstract class EmbeddedTest {

    /** What {@code show} prints of the widget in a {@link PreparedFolder}. */
    static final String W1 = """
            SERIAL NUMBER  NAME  PORTS
            W1             pump  P free  Q free  R free
            """;

    @TempDir
    Path home;

    Path folder = Path.of("");

    @BeforeEach
    final void prepare() throws IOException {
        home = home.toRealPath();
        folder = Files.createDirectories(home.resolve("data")).resolve("widgets");
    }

    @AfterEach
    final void no_server_is_left() throws IOException {
        PreparedFolder.unlink(folder);
        List<ProcessHandle> left = CommandProcess.servers(home);
        left.forEach(ProcessHandle::destroyForcibly);
        assertThat(left).isEmpty();
    }
}
