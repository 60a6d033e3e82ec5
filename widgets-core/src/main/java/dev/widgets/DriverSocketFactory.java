package dev.widgets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** A factory of connected sockets, which does not look at the host and port of the driver. */
abstract class DriverSocketFactory extends SocketFactory {

    /** Returns a connected socket, so that the driver resolves no host name. */
    @Override
    public abstract Socket createSocket() throws IOException;

    @Override
    public final Socket createSocket(String host, int port) throws IOException {
        return createSocket();
    }

    @Override
    public final Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket();
    }

    @Override
    public final Socket createSocket(String host, int port, InetAddress localHost, int localPort)
            throws IOException {
        return createSocket();
    }

    @Override
    public final Socket createSocket(
            InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return createSocket();
    }
}
