package dev.widgets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.WidgetSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;

/** An installation that is examined by the doctor, new for each test, on a healthy server. */
abstract class ExaminedTest {

    private static final OwnServer SERVER = start();

    final TestServer.Database database = SERVER.database();

    /** It is stopped at the end of this JVM. */
    private static OwnServer start() {
        Path folder = Path.of("target", "examined-" + ProcessHandle.current().pid());
        try {
            OwnServer server = OwnServer.healthy(folder.toAbsolutePath());
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
        String[] all = new String[arguments.length + 1];
        all[0] = "doctor";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Terminal.on(database).run(all);
    }

    /** Asserts that there is such a finding, and the exit code that goes with it. */
    final void assertFound(String severity, String... words) {
        Screen screen = examine("-o", "csv");
        assertThat(screen.out().lines())
                .as(screen.toString())
                .anySatisfy(line -> assertThat(line).startsWith(severity + ",").contains(words));
        assertThat(screen.exitCode())
                .as(screen.toString())
                .isEqualTo(severity.equals("danger") ? 3 : 0);
    }
}
