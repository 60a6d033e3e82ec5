package dev.widgets.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A proxy to a server that delays everything in both directions. */
final class LongWire implements AutoCloseable {

    private final ServerSocket entrance;
    private final String target;
    private final int port;
    private final Duration delay;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private LongWire(String target, Duration delay) throws IOException {
        this.target = target;
        this.delay = delay;
        port = Integer.parseInt(target.replaceAll(".*:(\\d+)/.*", "$1"));
        entrance = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    static LongWire to(String url, Duration delay) throws IOException {
        return new LongWire(url, delay);
    }

    /** Returns the URL of the server through this proxy. */
    String url() {
        return target.replaceFirst(":\\d+/", ":" + entrance.getLocalPort() + "/");
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "long-wire");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket one = entrance.accept();
                Socket other = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.addAll(List.of(one, other));
                start(() -> pass(one, other));
                start(() -> pass(other, one));
            }
        } catch (IOException e) {
            // it is closed
            closeAll();
        }
    }

    private void pass(Socket from, Socket to) {
        try (from;
                to) {
            to.setTcpNoDelay(true);
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[1 << 16];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                LockSupport.parkNanos(delay.toNanos());
                out.write(bytes, 0, count);
            }
        } catch (IOException e) {
            // one of its ends is closed; so is the other one now
            return;
        }
    }

    private void closeAll() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        closeAll();
    }
}
