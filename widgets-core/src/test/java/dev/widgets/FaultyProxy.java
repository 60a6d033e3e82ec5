package dev.widgets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A TCP proxy in front of the server that does harm when it is told: it cuts the stream after so
 * many bytes, delays it, slices it, or swallows it. All of that applies to every connection through
 * it, and bytes are counted over all of them from {@link #arm} on.
 */
public final class FaultyProxy implements AutoCloseable {

    enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    private static final long NEVER = Long.MAX_VALUE;

    /** What is in the way of the bytes of one direction. */
    private static final class Way {
        private final AtomicLong passed = new AtomicLong();
        private volatile long cutAfter = NEVER;
        private volatile boolean swallows;
    }

    private final String host;
    private volatile int target;
    private final ServerSocket door;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Way toServer = new Way();
    private final Way toClient = new Way();
    private final AtomicReference<Direction> last = new AtomicReference<>(Direction.TO_CLIENT);
    private final AtomicLong roundTrips = new AtomicLong();
    private volatile Duration delay = Duration.ZERO;
    private volatile int slice = Integer.MAX_VALUE;
    private volatile boolean resets;

    private FaultyProxy(String host, int port) throws IOException {
        this.host = host;
        target = port;
        door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** In front of the server of all tests. */
    static FaultyProxy open() throws IOException {
        return inFrontOf(TestServer.get().host(), TestServer.get().port());
    }

    public static FaultyProxy inFrontOf(String host, int port) throws IOException {
        return new FaultyProxy(host, port);
    }

    /** Leads new connections to another port, as an address does that moves to another server. */
    public void leadTo(int port) {
        target = port;
    }

    public int port() {
        return door.getLocalPort();
    }

    /** The JDBC URL of a database through it. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    /** Counts bytes and round trips from 0 on, and cuts all connections at that byte. */
    void arm(Direction direction, long cutAfter) {
        toServer.passed.set(0);
        toClient.passed.set(0);
        roundTrips.set(0);
        last.set(Direction.TO_CLIENT);
        way(direction).cutAfter = cutAfter;
    }

    /** Counts from 0 on, and does no harm. */
    void count() {
        heal();
        arm(Direction.TO_SERVER, NEVER);
    }

    /** How many bytes have passed since it was armed. */
    long passed(Direction direction) {
        return way(direction).passed.get();
    }

    /** How often a client has sent something after the server had answered. */
    long roundTrips() {
        return roundTrips.get();
    }

    /** Takes everything in one direction and passes nothing on: a black hole. */
    void swallow(Direction direction) {
        way(direction).swallows = true;
    }

    /** Holds everything back for so long, in each direction. */
    public void delay(Duration each) {
        delay = each;
    }

    /** Passes on so many bytes at once at most. */
    void slice(int bytes) {
        slice = bytes;
    }

    /** Whether a cut is a reset, which loses what the other end has not read, or an orderly end. */
    void resets(boolean hard) {
        resets = hard;
    }

    /** Does no harm to what comes from now on. */
    void heal() {
        toServer.cutAfter = NEVER;
        toClient.cutAfter = NEVER;
        toServer.swallows = false;
        toClient.swallows = false;
        delay = Duration.ZERO;
        slice = Integer.MAX_VALUE;
    }

    /** Cuts all connections of this moment; one that is opened as an answer to it stays. */
    void cut() {
        List<Socket> now = List.copyOf(sockets);
        now.forEach(sockets::remove);
        now.forEach(this::end);
    }

    private Way way(Direction direction) {
        return direction == Direction.TO_SERVER ? toServer : toClient;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                sockets.add(client);
                Socket server = new Socket(host, target);
                sockets.add(server);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                threads.execute(() -> pump(client, server, Direction.TO_SERVER));
                threads.execute(() -> pump(server, client, Direction.TO_CLIENT));
            } catch (IOException e) {
                // the server is away, or all is being closed; the client sees its connection end
                cutIfClosed();
            }
        }
    }

    private void cutIfClosed() {
        if (door.isClosed()) {
            cut();
        }
    }

    private void pump(Socket from, Socket to, Direction direction) {
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                note(direction);
                if (!pass(buffer, n, out, direction)) {
                    break;
                }
            }
        } catch (IOException e) {
            // an end is gone, and so the other has to go
        } finally {
            end(from);
            end(to);
        }
    }

    private void note(Direction direction) {
        if (last.getAndSet(direction) != direction && direction == Direction.TO_SERVER) {
            roundTrips.incrementAndGet();
        }
    }

    /** False when it is to be cut. */
    private boolean pass(byte[] bytes, int count, OutputStream out, Direction direction)
            throws IOException {
        pause();
        Way way = way(direction);
        if (way.swallows) {
            return true;
        }
        long before = way.passed.getAndAdd(count);
        int allowed = (int) Math.max(0, Math.min(count, way.cutAfter - before));
        for (int sent = 0; sent < allowed; ) {
            int now = Math.min(slice, allowed - sent);
            out.write(bytes, sent, now);
            sent += now;
        }
        return before + count < way.cutAfter;
    }

    private void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(delay.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(Socket socket) {
        try {
            if (resets) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException e) {
            // it has ended
        }
        sockets.remove(socket);
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
        threads.shutdownNow();
    }
}
