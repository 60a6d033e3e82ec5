package dev.widgets.cli.torture;

import dev.widgets.UnixSocketFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A proxy between all clients and the server that can cut connections. It records when the backend
 * of a broken connection is gone: from then on, nothing that was sent through the connection can
 * take effect.
 */
final class CuttingProxy implements AutoCloseable {

    private static final int BACKLOG = 200;

    private final InetSocketAddress server;
    private final ServerSocket listener;
    private final Consumer<Link> over;
    private final Set<ProxiedLink> links = ConcurrentHashMap.newKeySet();
    private final Executor threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        return thread;
    });

    private CuttingProxy(InetSocketAddress server, Consumer<Link> over) throws IOException {
        this.server = server;
        this.over = over;
        listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    }

    /**
     * Opens a proxy that listens on the loopback interface.
     *
     * @param over receives each connection whose backend is gone
     */
    static CuttingProxy open(InetSocketAddress server, Consumer<Link> over) throws IOException {
        CuttingProxy proxy = new CuttingProxy(server, over);
        proxy.threads.execute(proxy::accept);
        return proxy;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Returns how many connections still have a backend. */
    int open() {
        return links.size();
    }

    /**
     * Cuts one of the connections after a number of further bytes in one direction.
     *
     * @param choice selects the connection
     */
    void cut(int choice, int bytes, boolean toServer) {
        List<ProxiedLink> all = new ArrayList<>(links);
        if (!all.isEmpty()) {
            all.sort(Comparator.comparingLong(ProxiedLink::opened));
            all.get(Math.floorMod(choice, all.size())).cutAfter(bytes, toServer);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                threads.execute(() -> connect(client));
            } catch (IOException e) {
                // the proxy is being closed
                return;
            }
        }
    }

    /** If the server is down, the client sees a closed connection. */
    private void connect(Socket client) {
        Socket backend = new Socket();
        try {
            long opened = System.nanoTime();
            backend = backend();
            backend.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            ProxiedLink link = new ProxiedLink(client, backend, opened);
            links.add(link);
            threads.execute(link::toServer);
            link.toClient();
            links.remove(link);
            over.accept(link.link());
        } catch (IOException e) {
            ProxiedLink.close(client);
            ProxiedLink.close(backend);
        }
    }

    private Socket backend() throws IOException {
        String host = server.getHostString();
        return host.startsWith("/")
                ? new UnixSocketFactory(host + "/.s.PGSQL." + server.getPort()).createSocket()
                : new Socket(server.getAddress(), server.getPort());
    }

    /** Closes all connections without waiting for their backends. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            // it is closed already
        }
        links.forEach(ProxiedLink::end);
    }
}
