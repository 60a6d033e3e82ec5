package dev.widgets.cli.serve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.HTTP2Connection;
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

/** A port with the Jetty server that listens on it. */
final class HttpListener implements AutoCloseable {

    private static final long CROWDED_IDLE_MILLIS = 5_000;
    private static final int BACKLOG = 1024;

    private final Address address;
    private final Server server;
    private final ServerConnector connector;
    private final boolean secure;
    private final int most;
    private final long idleMillis;

    /**
     * Creates a listener that is not started yet.
     *
     * @param address the address to listen on
     * @param threads the maximum number of threads
     * @param limits the limits of requests and connections
     * @param tls the certificate, or nothing for plain HTTP
     * @param answering the threads that send most responses
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
        idleMillis = limits.idle().toMillis();
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
        connector.setIdleTimeout(idleMillis);
        connector.setAcceptQueueSize(BACKLOG);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(most, connector));
    }

    private static HttpConfiguration configuration(ServeOptions.RequestLimits limits) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(limits.headerBytes());
        // the cache takes about 100 kB per connection, and thousands of connections are allowed
        http.setHeaderCacheSize(0);
        http.setUriCompliance(UriCompliance.RFC3986);
        return http;
    }

    private static ConnectionFactory[] protocols(HttpConfiguration http, Optional<TlsFiles> tls) {
        HttpConnectionFactory http1 = new HttpConnectionFactory(http);
        if (tls.isEmpty()) {
            return new ConnectionFactory[] {http1, new CleartextUpgrade(http)};
        }
        // load balancers may connect by an address that the certificate does not contain
        SecureRequestCustomizer secure = new SecureRequestCustomizer();
        secure.setSniHostCheck(false);
        http.addCustomizer(secure);
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(http1.getProtocol());
        HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(http);
        http2.setRateControlFactory(new FrameLimit());
        return new ConnectionFactory[] {
            new SslConnectionFactory(tls.get().context(), alpn.getProtocol()), alpn, http2, http1
        };
    }

    void start(Handler handler, Request.Handler errors) throws StartException {
        server.setHandler(handler);
        server.setErrorHandler(errors);
        try {
            server.start();
        } catch (IOException e) {
            throw StartException.environment(
                    "Cannot listen on " + address + ": " + reason(e) + ".");
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
     * Shortens the idle timeout of idle connections while the connection limit is reached. Call
     * this about once a second: Jetty's own limit does not shorten the timeout of connections that
     * arrive in a burst.
     */
    void makeRoom() {
        List<EndPoint> all = connections();
        boolean crowded = all.size() >= most;
        for (EndPoint endPoint : all) {
            long millis = crowded && !SlowClients.isBusy(endPoint)
                    ? Math.min(CROWDED_IDLE_MILLIS, idleMillis)
                    : idleMillis;
            if (endPoint.getIdleTimeout() != millis) {
                endPoint.setIdleTimeout(millis);
            }
        }
    }

    /** Closes the port and asks HTTP/2 clients to go away. */
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
