package dev.widgets.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.RoleNames;
import dev.widgets.SeedOptions;
import dev.widgets.WidgetAdministration;
import dev.widgets.WidgetHistory;
import dev.widgets.WidgetIndexes;
import dev.widgets.WidgetRepository;
import dev.widgets.WidgetSchema;
import dev.widgets.WidgetSeeder;
import dev.widgets.cli.connect.ServerConnection;
import dev.widgets.cli.console.BuildVersions;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.InTurn;
import dev.widgets.cli.fixture.PreparedFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.sql.DataSource;

/** A data folder as a version of widgets with PostgreSQL 15 leaves it, created once a build. */
final class OldFolder {

    /** The name of the folder of the programs. */
    static final String PROGRAMS = "bin-15.0.0";

    private OldFolder() {}

    /** Copies the folder to a place, with links to the old and the new programs. */
    static void copy(Path place) throws IOException {
        Path parent = PreparedFolder.binaries();
        Path model = InTurn.make(parent, () -> model(parent));
        PreparedFolder.copy(model, place);
        PreparedFolder.empty(place);
    }

    /** Returns the folder of the old programs. */
    static Path programs() throws IOException {
        Path parent = PreparedFolder.binaries();
        return InTurn.make(parent, () -> programs(parent));
    }

    /** Removes the links. */
    static void unlink(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(PROGRAMS));
    }

    /** Returns all that the tables contained when the folder was created. */
    static String contents(Path folder) throws IOException {
        return Files.readString(folder.resolve("contents.txt"));
    }

    /** Returns all that the tables of a server contain. */
    static String contents(ServerConnection server) {
        return new CommandDatabase(server).contents();
    }

    private static Path model(Path parent) throws IOException {
        // named after the schema, so that a folder with an earlier schema is not reused
        Path model = parent.resolve(
                "model-15-" + Integer.toHexString(WidgetSchema.print().hashCode()));
        if (!Files.isDirectory(model)) {
            Path unfinished = Files.createTempDirectory(parent, "unfinished-");
            Files.createSymbolicLink(unfinished.resolve(PROGRAMS), programs(parent));
            create(unfinished);
            Files.move(unfinished, model);
        }
        return model;
    }

    private static Path programs(Path parent) throws IOException {
        Path place = parent.resolve("programs-15");
        if (!Files.isDirectory(place)) {
            Path unfinished = Files.createTempDirectory(parent, "unfinished-");
            Path jar = Path.of(System.getProperty("widgets.test.postgres.dir"), "15.jar");
            try (JarFile file = new JarFile(jar.toFile())) {
                ZipEntry entry = file.stream()
                        .filter(one -> one.getName().endsWith(".txz"))
                        .findFirst()
                        .orElseThrow();
                try (InputStream archive = file.getInputStream(entry)) {
                    assertThat(ExternalTar.unpack(archive, unfinished, Set.of("*.a")))
                            .isTrue();
                }
            }
            Files.move(unfinished, place);
        }
        return place;
    }

    /** Runs work on the server of a folder, whose old programs are in it. */
    static void serve(Path folder, java.util.function.Consumer<ServerConnection> work)
            throws IOException {
        DataFolder place = new DataFolder(folder);
        PostgresTools tools = new PostgresTools(folder.resolve(PROGRAMS), place, ServerUse.KEPT);
        int port = EmbeddedServer.freePort();
        tools.start(port);
        try {
            work.accept(new ClusterFolder(place, BuildVersions.read()).connection(port));
        } finally {
            tools.stop();
        }
    }

    private static void create(Path folder) throws IOException {
        DataFolder place = new DataFolder(folder);
        place.writeSecret(place.password(), "secret\n");
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(
                folder.resolve(PROGRAMS + "/bin/initdb").toString(),
                "--pgdata=" + place.cluster(),
                "--username=postgres",
                "--pwfile=" + place.password(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("initdb.log").toFile())
                .start();
        assertThat(process.onExit().join().exitValue()).isZero();
        serve(folder, server -> {
            fill(server.dataSource(CommandLimits.LONG));
            try {
                Files.writeString(folder.resolve("contents.txt"), contents(server));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static void fill(DataSource dataSource) {
        WidgetSchema.over(dataSource).migrate();
        WidgetAdministration.over(dataSource).createRoles(RoleNames.DEFAULT);
        WidgetSeeder.over(dataSource).seed(SeedOptions.of(500), WidgetSeeder.ProgressListener.NONE);
        WidgetHistory.over(dataSource).enable(Duration.ZERO);
        WidgetIndexes.over(dataSource).add(WidgetIndexes.Kind.NAME);
        WidgetRepository widgets = WidgetRepository.over(dataSource);
        Stream.of("\\.", "\\N", "\n", "\t", "'", "\uD83D\uDE00", "é")
                .forEach(text -> widgets.add(text, text, Ports.parse("PQR")));
        widgets.associate("\\.", "\\N", PortType.P);
        widgets.associate("\n", "'", PortType.R);
    }
}
