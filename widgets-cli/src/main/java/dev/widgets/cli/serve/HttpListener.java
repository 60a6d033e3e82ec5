package dev.widgets.cli.serve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A port that is listened on, and Jetty behind it. */
final class HttpListener implements AutoCloseable {

    private static final long IDLE_MILLIS = 75_000;
    private static final long CROWDED_IDLE_MILLIS = 5_000;
    private static final int BACKLOG = 1024;

    private final Address address;
    private final Server server;
    private final ServerConnector connector;
    private final boolean secure;
    private final int most;

    /**
     * Prepares to listen.
     *
     * @param address where
     * @param threads the most threads
     * @param limits what is too much
     * @param tls the certificate, none for plain HTTP
     * @param answering the threads that answer most requests
     */
    HttpListener(
            Address address,
            int threads,
            ServeOptions.RequestLimits limits,
            Optional<TlsFiles> tls,
            ResponseExecutor answering) {
        this.address = address;
        secure = tls.isPresent();
        most = limits.connections();
        QueuedThreadPool pool = new QueuedThreadPool(threads, Math.min(threads, 4));
        pool.setName("http-" + address.port());
        pool.setDaemon(true);
        server = new Server(pool);
        connector = new ServerConnector(
                server,
                answering.executor(pool),
                null,
                null,
                -1,
                -1,
                protocols(configuration(limits), tls));
        connector.setHost(address.host());
        connector.setPort(address.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setAcceptQueueSize(BACKLOG);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(most, connector));
    }

    private static HttpConfiguration configuration(ServeOptions.RequestLimits limits) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(limits.headerBytes());
        // it takes a tenth of a megabyte of each connection, and thousands of them are allowed
        http.setHeaderCacheSize(0);
        http.setUriCompliance(UriCompliance.RFC3986);
        return http;
    }

    private static ConnectionFactory[] protocols(HttpConfiguration http, Optional<TlsFiles> tls) {
        HttpConnectionFactory http1 = new HttpConnectionFactory(http);
        if (tls.isEmpty()) {
            return new ConnectionFactory[] {http1, new HTTP2CServerConnectionFactory(http)};
        }
        // a load balancer connects by an address that is not in the certificate; that is its affair
        SecureRequestCustomizer secure = new SecureRequestCustomizer();
        secure.setSniHostCheck(false);
        http.addCustomizer(secure);
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(http1.getProtocol());
        return new ConnectionFactory[] {
            new SslConnectionFactory(tls.get().context(), alpn.getProtocol()),
            alpn,
            new HTTP2ServerConnectionFactory(http),
            http1
        };
    }

    void start(Handler handler, Request.Handler errors) throws StartException {
        server.setHandler(handler);
        server.setErrorHandler(errors);
        try {
            server.start();
        } catch (IOException e) {
            throw StartException.surroundings(
                    "The address " + address + " cannot be listened on: " + reason(e) + ".");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    String url() {
        return (secure ? "https://" : "http://")
                + new Address(address.host(), connector.getLocalPort());
    }

    List<EndPoint> connections() {
        return new ArrayList<>(connector.getConnectedEndPoints());
    }

    /**
     * Where connections have run out, those on which nothing is under way may stay less long; to be
     * called about once a second. The limit of Jetty's does not do that to those that come in a
     * burst.
     */
    void makeRoom() {
        List<EndPoint> all = connections();
        boolean crowded = all.size() >= most;
        for (EndPoint endPoint : all) {
            long millis =
                    crowded && !SlowClients.isBusy(endPoint) ? CROWDED_IDLE_MILLIS : IDLE_MILLIS;
            if (endPoint.getIdleTimeout() != millis) {
                endPoint.setIdleTimeout(millis);
            }
        }
    }

    /** Accepts nobody any more, and tells those who speak HTTP/2 that they are to go. */
    void turnAway() {
        connector.close();
        for (EndPoint endPoint : connections()) {
            Connection connection = endPoint.getConnection();
            if (connection instanceof SslConnection tls) {
                connection = tls.getSslEndPoint().getConnection();
            }
            if (connection instanceof HTTP2Connection http2) {
                CompletableFuture<Void> unused = http2.getSession().shutdown();
            }
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
