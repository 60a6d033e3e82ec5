package dev.widgets.cli.torture;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Connects the driver to a proxy on this machine, whatever the host in its URL, so that it still
 * verifies the certificate of that host.
 */
public final class ProxySocketFactory extends SocketFactory {

    private final InetSocketAddress proxy;

    /**
     * Called by the driver.
     *
     * @param port the port of the proxy
     */
    public ProxySocketFactory(String port) {
        proxy = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
    }

    @Override
    public Socket createSocket() {
        return new ProxiedSocket(proxy);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        Socket socket = createSocket();
        socket.connect(proxy);
        return socket;
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket(host.getHostName(), port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
            throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(
            InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return createSocket(address, port);
    }

    private static final class ProxiedSocket extends Socket {

        private final InetSocketAddress proxy;

        ProxiedSocket(InetSocketAddress proxy) {
            this.proxy = proxy;
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            super.connect(proxy, timeout);
        }
    }
}
