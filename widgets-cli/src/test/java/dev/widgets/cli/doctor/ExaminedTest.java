package dev.widgets.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.WidgetSchema;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.DataFolderServer;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;

/** Base class of tests that examine an installation, new for each test, on a healthy server. */
abstract class ExaminedTest {

    private static final DataFolderServer SERVER = start();

    final CommandDatabase database = SERVER.database();

    /** Starts the server, which stops when this JVM exits. */
    private static DataFolderServer start() {
        Path folder = Path.of("target", "examined-" + ProcessHandle.current().pid());
        try {
            DataFolderServer server = DataFolderServer.healthy(folder.toAbsolutePath());
            server.database()
                    .execute("create role somebody; create role intern login password 'x'");
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    final void install() {
        database.execute("drop schema if exists widgets, widgets_admin, widgets_store cascade");
        database.execute(WidgetSchema.print());
        database.execute("alter database postgres reset all");
        assertThat(Terminal.on(database).run("roles").exitCode()).isZero();
    }

    final Screen examine(String... arguments) {
        return Examination.of(database, arguments);
    }

    /** Asserts that such a finding exists, and checks the exit code. */
    final void assertFound(String severity, String... words) {
        Examination.finds(database, severity, words);
    }

    /** Creates another database on the same server with these options. */
    static CommandDatabase another(String name, String options) {
        SERVER.database().execute("drop database if exists " + name);
        SERVER.database().execute("create database " + name + " template template0 " + options);
        return SERVER.database(name);
    }
}
