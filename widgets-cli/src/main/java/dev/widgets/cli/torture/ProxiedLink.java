package dev.widgets.cli.torture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A connection through the proxy. When the client is gone the backend is told so, and is listened
 * to until it has ended.
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

    /** How it was, once it is over. */
    Link link() {
        return new Link(opened, broken.get(), gone);
    }

    void cutAfter(int bytes, boolean toServer) {
        (toServer ? leftToServer : leftToClient).set(bytes);
    }

    /** Passes on what the client sends, until one of them is gone or it is cut. */
    void toServer() {
        try {
            pass(client.getInputStream(), backend.getOutputStream(), leftToServer);
        } catch (IOException e) {
            // an end is gone
        }
        breakOff();
    }

    /** Passes on what the backend sends; returns when the backend is gone. */
    void toClient() {
        try {
            InputStream in = backend.getInputStream();
            try {
                pass(in, client.getOutputStream(), leftToClient);
            } catch (IOException e) {
                // the client is gone, or the backend, which shows below
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
            // it is closed
        }
    }
}
