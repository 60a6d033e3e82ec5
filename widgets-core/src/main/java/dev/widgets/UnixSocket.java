package dev.widgets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Unix socket as a {@link Socket}, which the driver needs. The channel does not block, because a
 * blocking channel has no read timeout and is closed when its thread is interrupted; a selector
 * waits instead.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // its state is volatile or in the channel
final class UnixSocket extends Socket {

    private final SocketChannel channel;
    private final Direction in = new Direction(SelectionKey.OP_READ);
    private final Direction out = new Direction(SelectionKey.OP_WRITE);
    private volatile int timeoutMillis;

    private UnixSocket(SocketChannel channel) {
        this.channel = channel;
    }

    static UnixSocket connect(Path path) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
            channel.configureBlocking(false);
            return new UnixSocket(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Waits for one direction of the channel. */
    private final class Direction {

        private final int operation;
        private @Nullable Selector selector;

        Direction(int operation) {
            this.operation = operation;
        }

        /**
         * Waits until the channel is ready or closed. An interrupt does not end the wait, as it
         * does not for other sockets.
         *
         * @param millis the limit, or 0 for none
         */
        void await(int millis) throws IOException {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            boolean interrupted = false;
            try {
                Selector waiting = selector();
                while (waiting.select(remaining(millis, end)) == 0 && channel.isOpen()) {
                    interrupted |= Thread.interrupted();
                }
                waiting.selectedKeys().clear();
            } catch (ClosedSelectorException | ClosedChannelException e) {
                throw new SocketException("Socket closed");
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private long remaining(int millis, long end) throws SocketTimeoutException {
            if (millis == 0) {
                return 0;
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime() + 999_999);
            if (left <= 0) {
                throw new SocketTimeoutException("Read timed out");
            }
            return left;
        }

        private synchronized Selector selector() throws IOException {
            Selector there = selector;
            if (there == null) {
                there = registered();
                selector = there;
            }
            return there;
        }

        private Selector registered() throws IOException {
            Selector opened = Selector.open();
            try {
                channel.register(opened, operation);
                return opened;
            } catch (IOException | RuntimeException e) {
                opened.close();
                throw e;
            }
        }

        synchronized void close() throws IOException {
            if (selector != null) {
                selector.close();
            }
        }
    }

    private int read(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        int read = channel.read(buffer);
        while (read == 0 && length > 0) {
            in.await(timeoutMillis);
            read = channel.read(buffer);
        }
        return read;
    }

    private void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        channel.write(buffer);
        while (buffer.hasRemaining()) {
            out.await(0);
            channel.write(buffer);
        }
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return UnixSocket.this.read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return UnixSocket.this.read(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                UnixSocket.this.close();
            }
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                UnixSocket.this.write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                UnixSocket.this.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                UnixSocket.this.close();
            }
        };
    }

    @Override
    public void connect(SocketAddress address, int timeout) throws SocketException {
        throw new SocketException("The socket is connected already.");
    }

    @Override
    public void close() throws IOException {
        channel.close();
        in.close();
        out.close();
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public void shutdownInput() throws IOException {
        channel.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void setSoTimeout(int millis) {
        timeoutMillis = millis;
    }

    @Override
    public int getSoTimeout() {
        return timeoutMillis;
    }

    /** Does nothing: only TCP delays small packets. */
    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public boolean getTcpNoDelay() {
        return true;
    }

    /** Does nothing: the operating system reports the end of the other side at once. */
    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public boolean getKeepAlive() {
        return false;
    }

    @Override
    public void setSendBufferSize(int size) throws SocketException {
        set(StandardSocketOptions.SO_SNDBUF, size);
    }

    @Override
    public int getSendBufferSize() throws SocketException {
        return get(StandardSocketOptions.SO_SNDBUF);
    }

    @Override
    public void setReceiveBufferSize(int size) throws SocketException {
        set(StandardSocketOptions.SO_RCVBUF, size);
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return get(StandardSocketOptions.SO_RCVBUF);
    }

    private void set(SocketOption<Integer> option, int value) throws SocketException {
        try {
            channel.setOption(option, value);
        } catch (IOException e) {
            throw new SocketException(e.getMessage());
        }
    }

    private int get(SocketOption<Integer> option) throws SocketException {
        try {
            return channel.getOption(option);
        } catch (IOException e) {
            throw new SocketException(e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "UnixSocket";
    }
}
