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
 * Cuts clients that send the head of a request, or the beginning of TLS, byte by byte: each byte is
 * a sign of life for the idle time limit. Bodies have a limit of their own.
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
     * What was seen of a connection.
     *
     * @param messages requests that have begun to be answered
     * @param bytes what had come when the last of them was done
     * @param since since when there is more, 0 if there is not
     */
    private record State(long messages, long bytes, long since) {}

    /** Looks at all connections; to be called about once a second. */
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

    /** Whether a request of a connection is under way. */
    static boolean isBusy(EndPoint endPoint) {
        Connection connection = http(endPoint);
        return connection != null && connection.getMessagesIn() != connection.getMessagesOut();
    }

    /** What speaks HTTP, within TLS or not. */
    private static @Nullable Connection http(EndPoint endPoint) {
        Connection connection = endPoint.getConnection();
        return connection instanceof SslConnection tls
                ? tls.getSslEndPoint().getConnection()
                : connection;
    }
}
