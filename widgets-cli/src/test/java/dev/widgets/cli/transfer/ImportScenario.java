package dev.widgets.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A registry that files are imported into. */
abstract class ImportScenario {

    static final CommandDatabase DATABASE = CommandDatabase.create();

    final Terminal terminal = Terminal.on(DATABASE);

    @TempDir
    Path folder;

    @BeforeEach
    void clear() {
        DATABASE.clear();
    }

    String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    void isSound() {
        Screen screen = terminal.run("verify");
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
    }
}
