package dev.widgets.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.WidgetHistory;
import dev.widgets.WidgetIndexes;
import dev.widgets.cli.console.BuildVersions;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.Notices;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.KilledProgram;
import dev.widgets.cli.fixture.PreparedFolder;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code widgets upgrade-data} on data folders of PostgreSQL 15, with real servers. */
class UpgradeDataTest extends EmbeddedTest {

    private static final String COPIED =
            "Copying the registry ...\nCopied and compared 507 widgets.\n";

    private String contents = "";

    @AfterEach
    void unlink() throws IOException {
        OldFolder.unlink(folder);
    }

    private void prepareOld() throws IOException {
        OldFolder.copy(folder);
        contents = OldFolder.contents(folder);
    }

    private String now() {
        return "The data folder " + folder + " has PostgreSQL 18 now. The old files are kept in "
                + folder.resolve("postgresql-15") + "; delete them when you need them no longer.\n";
    }

    private EmbeddedServer use() {
        return EmbeddedServer.open(
                new DataFolder(folder), folder, ServerUse.KEPT, new Notices(System.err, false));
    }

    private void assertUpgraded() throws Exception {
        assertThat(folder.resolve("upgrade")).doesNotExist();
        assertThat(CommandProcess.servers(home)).isEmpty();
        try (EmbeddedServer server = use()) {
            assertThat(OldFolder.contents(server.connection())).isEqualTo(contents);
            DataSource dataSource = server.connection().dataSource(CommandLimits.LONG);
            try (Connection connection = dataSource.getConnection()) {
                assertThat(WidgetHistory.isRecording(connection)).isTrue();
            }
            assertThat(WidgetIndexes.over(dataSource).list())
                    .filteredOn(index -> index.state() == WidgetIndexes.State.VALID)
                    .hasSize(1);
            CommandDatabase database = new CommandDatabase(server.connection());
            assertThat(database.query("show server_version_num")).startsWith("18");
            assertThat(
                            database.query(
                                    "select has_function_privilege('widgets_app', 'widgets.get_widget(text)', 'execute')"))
                    .isEqualTo("t");
        }
    }

    /** Starts the old server on the files that were kept, under their old name. */
    private void assertKept() throws IOException {
        Path old = home.resolve("kept");
        PreparedFolder.copy(folder, old);
        Files.move(old.resolve("postgresql"), old.resolve("new"));
        Files.move(old.resolve("postgresql-15"), old.resolve("postgresql"));
        Files.createSymbolicLink(old.resolve(OldFolder.PROGRAMS), OldFolder.programs());
        OldFolder.serve(old, server -> assertThat(OldFolder.contents(server)).isEqualTo(contents));
        OldFolder.unlink(old);
    }

    @Test
    void a_folder_of_15_has_the_same_rows_on_18_and_the_old_files_are_kept() throws Exception {
        prepareOld();
        Screen refused = CommandProcess.run(home, "list");
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.err())
                .contains("Upgrade it with: widgets upgrade-data --data-dir " + folder);
        OldFolder.serve(folder, server -> {
            new CommandDatabase(server).execute("create role reporting");
            new CommandDatabase(server).execute("create table public.notes (text text)");
        });

        CommandProcess.run(home, "upgrade-data")
                .shows(
                        0,
                        "",
                        COPIED + "Not copied, because it is not part of the registry:"
                                + " relation notes, role reporting.\n" + now());

        assertUpgraded();
        assertKept();
    }

    @Test
    void an_upgrade_that_is_killed_starts_over_or_does_its_last_step() throws Exception {
        prepareOld();
        Path old = folder.resolve("postgresql");
        Path kept = folder.resolve("postgresql-15");
        killAt("Copying the registry");
        assertThat(CommandProcess.servers(home)).hasSizeGreaterThan(1);
        killAt("The new files are complete");
        assertThat(old.resolve("PG_VERSION")).hasContent("15");
        assertThat(kept).doesNotExist();
        // by the old version of widgets, which the user has gone back to
        OldFolder.serve(folder, server -> {
            new CommandDatabase(server).execute("select widgets.add_widget('late', '', '{Q}')");
            contents = OldFolder.contents(server);
        });

        killAt("Renamed " + old);
        assertThat(old).doesNotExist();
        CommandProcess.run(home, "list")
                .shows(
                        4,
                        "",
                        "widgets: The upgrade of the data folder " + folder
                                + " was interrupted. Finish it with: widgets upgrade-data --data-dir "
                                + folder + "\n");

        killAt("Renamed " + folder.resolve("upgrade/postgresql"));
        assertThat(folder.resolve("upgrade")).isDirectory();
        CommandProcess.run(home, "upgrade-data")
                .shows(0, "", "The data folder " + folder + " has PostgreSQL 18 already.\n");
        assertUpgraded();
        assertThat(kept.resolve("PG_VERSION")).hasContent("15");
    }

    private void killAt(String line) {
        Screen screen = CommandProcess.start(
                        KilledProgram.class, home, Map.of(), line, "upgrade-data", "--verbose")
                .end();
        assertThat(screen.err().lines()).anyMatch(said -> said.startsWith(line));
        assertThat(screen.exitCode()).isEqualTo(137);
    }

    @Test
    void a_folder_in_use_is_left_alone() throws Exception {
        prepareOld();
        Files.delete(folder.resolve("contents.txt"));
        try (FolderLocks locks = FolderLocks.open(folder)) {
            locks.enter();
            Screen screen = CommandProcess.run(home, "upgrade-data");
            screen.shows(
                    3,
                    "",
                    "widgets: The data folder " + folder + " is in use. End the commands and"
                            + " services that use it, and repeat the command.\n");
        }
        OldFolder.serve(folder, server -> {
            try (Connection session = server.dataSource(CommandLimits.BRIEF).getConnection()) {
                Screen screen = CommandProcess.run(home, "upgrade-data");
                assertThat(screen.exitCode()).isEqualTo(3);
                assertThat(screen.err()).contains("programs that are connected to port ");
                assertThat(session.isValid(1)).isTrue();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(folder.resolve("upgrade")).doesNotExist();
    }

    /** The files of a server of this version, as far as the command reads them before it starts. */
    private void version(String major) throws IOException {
        Path cluster = Files.createDirectories(folder.resolve("postgresql"));
        Files.writeString(cluster.resolve("PG_VERSION"), major + "\n");
    }

    private Screen run(String... options) {
        return new Terminal()
                .with("XDG_DATA_HOME", home.resolve("data").toString())
                .run(Stream.concat(Stream.of("upgrade-data"), Stream.of(options))
                        .toArray(String[]::new));
    }

    private void refuses(int exitCode, String reason, String... options) {
        Screen screen = run(options);
        assertThat(screen.err()).contains(reason);
        assertThat(screen.exitCode()).isEqualTo(exitCode);
        assertThat(folder.resolve("upgrade/postgresql")).doesNotExist();
    }

    @Test
    void other_folders_are_refused() throws IOException {
        refuses(2, "There is no embedded PostgreSQL in " + folder + ". Name its folder");
        assertThat(folder).doesNotExist();
        refuses(2, "but --url is given", "--url", "postgresql://alice@127.0.0.1/app");
        version("19");
        refuses(
                4,
                "belongs to PostgreSQL 19, but this version of widgets needs PostgreSQL 18."
                        + " Use the version of widgets that made it");
        version("18");
        run().shows(0, "", "The data folder " + folder + " has PostgreSQL 18 already.\n");
        version("15");
        refuses(
                2,
                "are not in the folder. Name the folder that contains them with --from-bin,"
                        + " such as /usr/lib/postgresql/15/bin");
        refuses(2, "is not the bin folder of a PostgreSQL server", "--from-bin", "/usr/bin");
        Path current = PostgresBinaries.place(PreparedFolder.binaries(), BuildVersions.read());
        refuses(2, "contains PostgreSQL 18, but", "--from-bin", current + "/bin");

        Path bin = OldFolder.programs().resolve("bin");
        Path foreign = Files.createDirectories(folder.resolve("upgrade/mine"));
        refuses(3, "was not created by widgets upgrade-data", "--from-bin", bin.toString());
        assertThat(foreign).exists();
        Files.delete(foreign);
        Files.createDirectories(folder.resolve("postgresql-15"));
        refuses(3, "postgresql-15 exists, but the old files", "--from-bin", bin.toString());
        Files.delete(folder.resolve("postgresql-15"));
        run("--dry-run", "--from-bin", bin.toString())
                .shows(
                        0,
                        "The data folder " + folder + " would be upgraded from PostgreSQL 15 to 18,"
                                + " with the programs in " + bin.getParent()
                                + ".\nThe old files would be kept in "
                                + folder.resolve("postgresql-15") + ".\n",
                        "");
    }

    @Test
    void an_empty_database_between_the_last_two_steps_is_not_mistaken_for_the_data()
            throws IOException {
        version("18");
        Files.createDirectories(folder.resolve("postgresql-15"));
        Files.createDirectories(folder.resolve("upgrade/postgresql"));
        new UpgradeMarker("15", true).write(new DataFolder(folder).upgrade());
        Screen screen = run();
        assertThat(screen.exitCode()).isEqualTo(3);
        assertThat(screen.err()).contains("another version of widgets has created an empty");
        Files.move(folder.resolve("postgresql"), folder.resolve("empty"));
        assertThat(run("--dry-run").out()).contains("The last step of an interrupted upgrade");
        run().shows(0, "", now());
        assertThat(folder.resolve("upgrade")).doesNotExist();
        assertThat(folder.resolve("postgresql")).isEmptyDirectory();
    }
}
