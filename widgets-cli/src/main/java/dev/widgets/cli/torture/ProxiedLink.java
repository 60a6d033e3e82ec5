package dev.widgets.cli.torture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A connection through the proxy. When the client is gone, the proxy shuts down its output to the
 * backend and reads until the backend has ended.
 */
final class ProxiedLink {

    private static final int BUFFER = 1 << 14;
    private static final long NEVER = Long.MAX_VALUE;

    private final Socket client;
    private final Socket backend;
    private final long opened;
    private final AtomicLong broken = new AtomicLong();
    private final AtomicLong leftToServer = new AtomicLong(NEVER);
    private final AtomicLong leftToClient = new AtomicLong(NEVER);
    private volatile long gone;

    ProxiedLink(Socket client, Socket backend, long opened) {
        this.client = client;
        this.backend = backend;
        this.opened = opened;
    }

    long opened() {
        return opened;
    }

    /** Returns its times, once it has ended. */
    Link link() {
        return new Link(opened, broken.get(), gone);
    }

    void cutAfter(int bytes, boolean toServer) {
        (toServer ? leftToServer : leftToClient).set(bytes);
    }

    /** Forwards data from the client until either side is gone or the connection is cut. */
    void toServer() {
        try {
            pass(client.getInputStream(), backend.getOutputStream(), leftToServer);
        } catch (IOException e) {
            // one side is gone
        }
        breakOff();
    }

    /** Forwards data from the backend; returns when the backend is gone. */
    void toClient() {
        try {
            InputStream in = backend.getInputStream();
            try {
                pass(in, client.getOutputStream(), leftToClient);
            } catch (IOException e) {
                // the client or the backend is gone; the read below finds out which
            }
            breakOff();
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // the backend is gone
        }
        breakOff();
        gone = System.nanoTime();
        close(backend);
    }

    private static void pass(InputStream in, OutputStream out, AtomicLong left) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            long allowed = left.get();
            out.write(buffer, 0, (int) Math.min(count, allowed));
            if (count >= allowed) {
                return;
            }
            left.compareAndSet(allowed, allowed == NEVER ? NEVER : allowed - count);
        }
    }

    private void breakOff() {
        if (broken.compareAndSet(0, System.nanoTime())) {
            close(client);
            try {
                backend.shutdownOutput();
            } catch (IOException e) {
                // the backend is gone
            }
        }
    }

    void end() {
        breakOff();
        close(backend);
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed already
        }
    }
}
