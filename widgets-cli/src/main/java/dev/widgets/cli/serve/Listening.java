package dev.widgets.cli.serve;

import java.io.IOException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The port that is listened on, and Jetty behind it. */
final class Listening implements AutoCloseable {

    private static final int THREADS = 24;
    private static final long IDLE_MILLIS = 75_000;
    private static final long CROWDED_IDLE_MILLIS = 5_000;

    private final ServeOptions options;
    private final Server server;
    private final ServerConnector connector;

    Listening(ServeOptions options, Handler handler, Request.Handler errors) {
        this.options = options;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
        threads.setName("http");
        server = new Server(threads);
        server.setHandler(handler);
        server.setErrorHandler(errors);
        HttpConfiguration http = configuration();
        connector = new ServerConnector(
                server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
        connector.setHost(options.listen().host());
        connector.setPort(options.listen().port());
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setAcceptQueueSize(1024);
        server.addConnector(connector);
        NetworkConnectionLimit limit =
                new NetworkConnectionLimit(options.limits().connections(), connector);
        limit.setEndPointIdleTimeout(CROWDED_IDLE_MILLIS);
        server.addBean(limit);
    }

    private HttpConfiguration configuration() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(options.limits().headerBytes());
        http.setUriCompliance(UriCompliance.RFC3986);
        return http;
    }

    void start() throws StartException {
        try {
            server.start();
        } catch (IOException e) {
            throw StartException.surroundings("The address " + options.listen()
                    + " cannot be listened on: " + e.getMessage() + ".");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return "http://" + new Address(options.listen().host(), connector.getLocalPort());
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
