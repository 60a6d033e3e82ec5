package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.RoleNames;
import dev.widgets.WidgetAdministration;
import dev.widgets.WidgetSchema;
import dev.widgets.cli.console.BuildVersions;
import dev.widgets.cli.console.LibraryLogs;
import dev.widgets.cli.console.Notices;
import dev.widgets.cli.embedded.DataFolder;
import dev.widgets.cli.embedded.EmbeddedServer;
import dev.widgets.cli.embedded.PostgresBinaries;
import dev.widgets.cli.embedded.PostgresTools;
import dev.widgets.cli.embedded.ServerUse;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.PreparedFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose PostgreSQL is stopped and started. */
class ServeDatabaseTest {

    @TempDir
    Path temporary;

    /** To stop it as a crash does, and to start it as one that keeps what was committed. */
    private static PostgresTools tools(DataFolder folder, ServerUse use) {
        return new PostgresTools(
                PostgresBinaries.place(PreparedFolder.binaries(), BuildVersions.read()),
                folder,
                use);
    }

    @Test
    void a_database_that_stops_is_503_and_what_is_repeated_is_done_once() throws Exception {
        LibraryLogs.silence();
        Path place = PreparedFolder.empty(temporary.resolve("data"));
        DataFolder folder = new DataFolder(place);
        Notices notices = new Notices(System.err, false);
        try (EmbeddedServer server =
                EmbeddedServer.open(folder, PreparedFolder.binaries(), ServerUse.KEPT, notices)) {
            CommandDatabase database = new CommandDatabase(server.connection());
            WidgetSchema.over(database.dataSource()).migrate();
            WidgetAdministration.over(database.dataSource()).createRoles(RoleNames.DEFAULT);
            database.execute("alter role authenticator password 'secret'");
            try (Served served = Served.on(database);
                    KeyedLoad load = new KeyedLoad(served.url(), 8)) {
                load.await(100);
                tools(folder, ServerUse.THROWN_AWAY).stop();
                CommandProcess.await(
                        "it is not ready", () -> served.admin("/ready").statusCode() == 503);
                assertThat(served.get("/rpc/get_widget?serial_number=L0-0").statusCode())
                        .isEqualTo(503);
                tools(folder, ServerUse.KEPT)
                        .start(Integer.parseInt(
                                database.connection().url().replaceFirst("^.*:(\\d+)/.*$", "$1")));
                CommandProcess.await(
                        "it is ready again", () -> served.admin("/ready").statusCode() == 200);
                load.await(100);
                List<String> repeated = load.takeRepeated();
                assertThat(repeated).isNotEmpty().allMatch(text -> text.contains(": 50"));
                load.end();
                assertThat(load.wrong()).isEmpty();
                assertThat(database.query("select count(*) from widgets_store.widgets"))
                        .isEqualTo(String.valueOf(load.done()));
            }
        }
        PreparedFolder.unlink(place);
    }
}
