package dev.widgets.cli.connect;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The Unix sockets of servers on this machine, in the folders where PostgreSQL creates them. */
final class ServerSockets {

    /** A system property with other folders, for tests. */
    private static final String FOLDERS = "widgets.socketFolders";

    private static final List<String> USUAL = List.of("/var/run/postgresql", "/tmp");

    private ServerSockets() {}

    /** Returns the first folder with the socket of a server on this port. */
    static Optional<String> folder(String port) {
        String folders = System.getProperty(FOLDERS);
        Stream<String> all = folders == null ? USUAL.stream() : Stream.of(folders.split(",", -1));
        return all.filter(folder -> Files.exists(Path.of(folder, ".s.PGSQL." + port)))
                .findFirst();
    }
}
