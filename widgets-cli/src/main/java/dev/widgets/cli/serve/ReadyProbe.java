package dev.widgets.cli.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Asks a service whether it is ready. A health check runs this every few seconds, so it loads
 * nothing but what it needs: neither the other commands nor what reads their options.
 */
public final class ReadyProbe {

    static final String ADDRESS = "127.0.0.1:3001";
    static final int TIMEOUT_MILLIS = 2_000;

    private static final int MOST_BYTES = 8_192;
    private static final String REQUEST =
            "GET /ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    /**
     * What a service answered.
     *
     * @param isReady whether it is ready
     * @param text ready, or why it is not
     */
    record Reply(boolean isReady, String text) {}

    private ReadyProbe() {}

    /** Runs {@code widgets ready} without options and returns its exit code. */
    public static int run(Map<String, String> environment, PrintStream out, PrintStream err) {
        String variable = environment.getOrDefault("WIDGETS_SERVE_ADMIN_LISTEN", "");
        String address = variable.isEmpty() ? ADDRESS : variable;
        try {
            Reply reply = ask(Address.parse(address), TIMEOUT_MILLIS);
            if (reply.isReady()) {
                out.println(reply.text());
                return 0;
            }
            err.println("widgets: Not ready: " + reply.text());
            return 1;
        } catch (IOException e) {
            err.println("widgets: No answer from " + address + ": " + e.getMessage());
            return 1;
        } catch (IllegalArgumentException e) {
            err.println("widgets: WIDGETS_SERVE_ADMIN_LISTEN: " + e.getMessage());
            return 2;
        }
    }

    static Reply ask(Address address, int timeoutMillis) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(timeoutMillis);
            socket.connect(target(address), timeoutMillis);
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String answer = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            int body = answer.indexOf("\r\n\r\n");
            return new Reply(
                    answer.startsWith("HTTP/1.1 200 "),
                    body < 0 ? "no answer" : answer.substring(body).strip());
        }
    }

    /** A service that listens on every address is asked on this machine's own. */
    private static InetSocketAddress target(Address address) throws IOException {
        InetAddress host = InetAddress.getByName(address.host());
        return new InetSocketAddress(
                host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host, address.port());
    }
}
