package dev.widgets.cli;

import dev.widgets.cli.connect.ServerConnection;
import dev.widgets.cli.console.Notices;
import dev.widgets.cli.console.Versions;
import dev.widgets.cli.embedded.DataFolder;
import dev.widgets.cli.embedded.EmbeddedServer;
import dev.widgets.cli.embedded.PostgresBinaries;
import dev.widgets.cli.embedded.ServerUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL of its own for one test class, with the schema and a widget in it. */
final class OwnServer implements AutoCloseable {

    private final Path folder;
    private final EmbeddedServer server;
    private final ServerConnection connection;

    private OwnServer(Path folder, ServerUse use) {
        this.folder = folder;
        server = EmbeddedServer.open(
                new DataFolder(folder), folder, use, new Notices(System.err, false));
        connection = server.connection();
    }

    /** With the settings that such a server comes with, durability among them. */
    static OwnServer healthy(Path folder) throws IOException {
        return new OwnServer(PreparedFolder.filled(folder), ServerUse.KEPT);
    }

    /** The same with more lines in its postgresql.conf. */
    static OwnServer healthy(Path folder, String settings) throws IOException {
        PreparedFolder.filled(folder);
        set(folder, settings);
        return new OwnServer(folder, ServerUse.KEPT);
    }

    /** One that follows another of these, and answers while it does. */
    static OwnServer standby(Path folder, OwnServer primary, String name) throws IOException {
        PreparedFolder.filled(folder);
        String port = primary.connection.url().replaceAll(".*:(\\d+)/.*", "$1");
        set(
                folder,
                "\nprimary_conninfo = 'host=127.0.0.1 port=" + port + " user=postgres password="
                        + primary.connection.properties().getProperty("password")
                        + " application_name="
                        + name + "'\n");
        Files.createFile(folder.resolve("postgresql/standby.signal"));
        return new OwnServer(folder, ServerUse.KEPT);
    }

    /** One that initdb made with these options, and nothing in it. */
    static OwnServer initialized(Path folder, String... options) throws IOException {
        DataFolder place = new DataFolder(PreparedFolder.empty(folder));
        place.writeSecret(place.password(), "secret\n");
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(
                PostgresBinaries.place(folder, Versions.read())
                        .resolve("bin/initdb")
                        .toString(),
                "--pgdata=" + place.cluster(),
                "--username=postgres",
                "--pwfile=" + place.password(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("initdb.log").toFile())
                .start();
        if (process.onExit().join().exitValue() != 0) {
            throw new AssertionError(Files.readString(folder.resolve("initdb.log")));
        }
        return new OwnServer(folder, ServerUse.KEPT);
    }

    private static void set(Path folder, String settings) throws IOException {
        Files.writeString(
                folder.resolve("postgresql/postgresql.conf"), settings, StandardOpenOption.APPEND);
    }

    /** Without durability, and with more lines in its postgresql.conf. */
    static OwnServer careless(Path folder, String settings) throws IOException {
        PreparedFolder.filled(folder);
        set(folder, settings);
        return new OwnServer(folder, ServerUse.THROWN_AWAY);
    }

    TestServer.Database database() {
        return new TestServer.Database(connection);
    }

    TestServer.Database database(String name) {
        return new TestServer.Database(new ServerConnection(
                connection.url().replaceFirst("/postgres$", "/" + name), connection.properties()));
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (Files.exists(folder)) {
            PreparedFolder.unlink(folder);
        }
    }
}
