import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;

/**
 * Offers widgets serve so many requests a second, whatever becomes of them (an open loop): pairs of random widgets are
 * associated, and dissociated when a thousand others have been. A request that finds all connections busy goes unsent, and is
 * counted as such. Latency counts from the time at which a request was due.
 *
 * Arguments: port on 127.0.0.1, widgets, connections, requests a second, seconds, and the best rate to compare with.
 */
final class Overload {

    private static final int BEHIND = 1_000;
    private static final int MOST_SAMPLES = 10_000_000;

    private static final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer answer = ByteBuffer.allocate(4_096);
        private String pair;
        private boolean associates;
        private long due;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private final Random random = new Random(42);
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final ArrayDeque<String> associated = new ArrayDeque<>();
    private final long[] nanos = new long[MOST_SAMPLES];
    private final int widgets;
    private int done;
    private int unavailable;
    private int refused;
    private int unsent;
    private long unavailableNanos;

    private Overload(int widgets) {
        this.widgets = widgets;
    }

    public static void main(String[] args) throws IOException {
        new Overload(Integer.parseInt(args[1]))
                .run(
                        Integer.parseInt(args[0]),
                        Integer.parseInt(args[2]),
                        Integer.parseInt(args[3]),
                        Integer.parseInt(args[4]),
                        Double.parseDouble(args[5]));
    }

    private void run(int port, int connections, int rate, int seconds, double best) throws IOException {
        Selector selector = Selector.open();
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            Connection connection = new Connection(channel);
            channel.register(selector, SelectionKey.OP_READ, connection);
            idle.add(connection);
        }
        long begin = System.nanoTime();
        long end = begin + seconds * 1_000_000_000L;
        long offered = 0;
        for (long now = begin; now < end; now = System.nanoTime()) {
            for (; begin + offered * 1_000_000_000L / rate <= now; offered++) {
                send(begin + offered * 1_000_000_000L / rate);
            }
            selector.select(this::receive, 1);
        }
        long[] sorted = Arrays.copyOf(nanos, Math.min(done, MOST_SAMPLES));
        Arrays.sort(sorted);
        System.out.printf(
                "overload     %9d requests/s offered: %d done (%.2f of the best), p50 %.1f ms, p99 %.1f ms; %d refused with 503,"
                        + " after %.1f ms; %d otherwise; %d unsent for want of a connection%n",
                offered / seconds,
                done / seconds,
                done / seconds / best,
                at(sorted, 0.5),
                at(sorted, 0.99),
                unavailable / seconds,
                unavailableNanos / 1e6 / Math.max(1, unavailable),
                refused / seconds,
                unsent / seconds);
    }

    private static double at(long[] sorted, double quantile) {
        return sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1) * quantile)] / 1e6;
    }

    private void send(long due) throws IOException {
        Connection connection = idle.poll();
        if (connection == null) {
            unsent++;
            return;
        }
        connection.associates = associated.size() < BEHIND;
        connection.pair = connection.associates ? pair() : associated.poll();
        connection.due = due;
        String head = "POST /rpc/" + (connection.associates ? "associate_widgets" : "remove_association")
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: " + connection.pair.length()
                + "\r\n\r\n";
        ByteBuffer request = ByteBuffer.wrap((head + connection.pair).getBytes(StandardCharsets.US_ASCII));
        while (request.hasRemaining()) {
            connection.channel.write(request);
        }
    }

    private String pair() {
        int one = 1 + random.nextInt(widgets);
        int other = 1 + (one + random.nextInt(widgets - 1)) % widgets;
        return String.format(
                "{\"serial_number\":\"W-%010d\",\"peer_serial_number\":\"W-%010d\",\"port\":\"%s\"}",
                one, other, "PQR".charAt(random.nextInt(3)));
    }

    private void receive(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            if (connection.channel.read(connection.answer) < 0) {
                throw new IOException("a connection was closed");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        String answer = new String(
                connection.answer.array(), 0, connection.answer.position(), StandardCharsets.US_ASCII);
        int body = answer.indexOf("\r\n\r\n") + 4;
        if (body < 4 || answer.length() < body + length(answer)) {
            return;
        }
        connection.answer.clear();
        end(connection, Integer.parseInt(answer.substring(9, 12)));
        idle.add(connection);
    }

    private static int length(String answer) {
        int field = answer.toLowerCase(java.util.Locale.ROOT).indexOf("\r\ncontent-length:");
        return field < 0
                ? 0
                : Integer.parseInt(
                        answer.substring(field + 17, answer.indexOf('\r', field + 2)).strip());
    }

    private void end(Connection connection, int status) {
        long taken = System.nanoTime() - connection.due;
        if (status == 503) {
            unavailable++;
            unavailableNanos += taken;
        } else if (status >= 300) {
            refused++;
        } else {
            nanos[done % MOST_SAMPLES] = taken;
            done++;
        }
        boolean isAssociated = connection.associates ? status < 300 : status == 503;
        if (isAssociated) {
            associated.add(connection.pair);
        }
    }
}
