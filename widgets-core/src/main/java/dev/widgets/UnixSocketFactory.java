package dev.widgets;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;

/**
 * Connects the PostgreSQL driver to the Unix socket of a server on the same machine.
 * {@link WidgetPool} uses it by itself for hosts that begin with a slash. Other pools set the
 * properties {@code socketFactory} to the name of this class and {@code socketFactoryArg} to the
 * path of the socket, such as {@code /var/run/postgresql/.s.PGSQL.5432}; the host and port of the
 * URL are then ignored. Sockets are never encrypted, so {@code sslmode} must be {@code disable}.
 */
public final class UnixSocketFactory extends DriverSocketFactory {

    private final Path path;

    /**
     * Creates a factory. The driver calls it.
     *
     * @param path the path of the socket
     */
    public UnixSocketFactory(String path) {
        this.path = Path.of(path);
    }

    /** Returns the path of the socket in a folder for the port of a server. */
    static String path(String folder, int port) {
        return folder + "/.s.PGSQL." + port;
    }

    @Override
    public Socket createSocket() throws IOException {
        return UnixSocket.connect(path);
    }
}
