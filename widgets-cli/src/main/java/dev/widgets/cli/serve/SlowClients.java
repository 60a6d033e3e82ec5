package dev.widgets.cli.serve;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.jspecify.annotations.Nullable;

/**
 * Disconnects clients that send request headers or a TLS handshake too slowly. The idle timeout
 * does not detect them, because each byte restarts it. {@link BodyReader} limits the time of
 * bodies.
 */
final class SlowClients {

    private final long nanos;
    private final Metrics metrics;
    private Map<EndPoint, State> states = new HashMap<>();

    SlowClients(long nanos, Metrics metrics) {
        this.nanos = nanos;
        this.metrics = metrics;
    }

    /**
     * The last observation of a connection.
     *
     * @param messages the number of requests that have been received completely
     * @param bytes the bytes received when the last of these requests ended
     * @param since the time since when more bytes have been received, or 0
     */
    private record State(long messages, long bytes, long since) {}

    /** Checks all connections; call this about once a second. */
    void sweep(Collection<EndPoint> endPoints) {
        long now = System.nanoTime();
        Map<EndPoint, State> seen = new HashMap<>();
        for (EndPoint endPoint : endPoints) {
            State state = look(endPoint, states.getOrDefault(endPoint, new State(0, 0, 0)), now);
            if (state.since() != 0 && now - state.since() > nanos) {
                metrics.problem("cut");
                endPoint.close();
            } else {
                seen.put(endPoint, state);
            }
        }
        states = seen;
    }

    private static State look(EndPoint endPoint, State before, long now) {
        Connection outer = endPoint.getConnection();
        Connection inner = http(endPoint);
        if (outer == null || inner == null) {
            return before;
        }
        long messages = inner.getMessagesIn();
        boolean isBusy = messages != inner.getMessagesOut();
        boolean isHttp2 = inner instanceof HTTP2Connection && messages > 0;
        long bytes = outer.getBytesIn();
        if (isBusy || isHttp2 || messages != before.messages()) {
            return new State(isBusy ? -1 : messages, bytes, 0);
        }
        if (bytes == before.bytes()) {
            return before;
        }
        return before.since() == 0 ? new State(messages, before.bytes(), now) : before;
    }

    /** Returns whether a request is in progress on a connection. */
    static boolean isBusy(EndPoint endPoint) {
        Connection connection = http(endPoint);
        return connection != null && connection.getMessagesIn() != connection.getMessagesOut();
    }

    /** Returns the HTTP connection, which may be wrapped in TLS. */
    private static @Nullable Connection http(EndPoint endPoint) {
        Connection connection = endPoint.getConnection();
        return connection instanceof SslConnection tls
                ? tls.getSslEndPoint().getConnection()
                : connection;
    }
}
