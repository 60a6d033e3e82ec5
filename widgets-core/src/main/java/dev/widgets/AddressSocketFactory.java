package dev.widgets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Objects;
import java.util.Properties;
import org.postgresql.PGProperty;

/**
 * Connects the PostgreSQL driver to an IP address without a look-up of the host, whose name the
 * driver still verifies. {@link WidgetPool} uses it for the property {@code hostaddr}.
 */
public final class AddressSocketFactory extends DriverSocketFactory {

    private static final int MILLIS = 1_000;

    private final InetSocketAddress address;
    private final int timeoutMillis;

    /**
     * Creates a factory. The driver calls it.
     *
     * @param properties the properties of the connection
     * @throws IOException if {@code hostaddr} is not an IP address
     */
    public AddressSocketFactory(Properties properties) throws IOException {
        String address = Objects.requireNonNull(properties.getProperty(HostAddress.HOSTADDR));
        int port = Integer.parseInt(PGProperty.PG_PORT.getOrDefault(properties));
        this.address = new InetSocketAddress(InetAddress.getByName(address), port);
        timeoutMillis =
                MILLIS * Integer.parseInt(PGProperty.CONNECT_TIMEOUT.getOrDefault(properties));
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(address, timeoutMillis);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
