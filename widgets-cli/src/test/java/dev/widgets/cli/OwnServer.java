package dev.widgets.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

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

    /** Without durability, and with more lines in its postgresql.conf. */
    static OwnServer careless(Path folder, String settings) throws IOException {
        PreparedFolder.filled(folder);
        Files.writeString(
                folder.resolve("postgresql/postgresql.conf"), settings, StandardOpenOption.APPEND);
        return new OwnServer(folder, ServerUse.THROWN_AWAY);
    }

    TestServer.Database database() {
        return new TestServer.Database(connection);
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (Files.exists(folder)) {
            PreparedFolder.unlink(folder);
        }
    }
}
