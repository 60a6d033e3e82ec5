package dev.widgets.cli.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection on which anything can be sent. */
final class RawHttp implements AutoCloseable {

    private final Socket socket;

    RawHttp(String url) {
        try {
            URI uri = URI.create(url);
            socket = new Socket(uri.getHost(), uri.getPort());
            socket.setSoTimeout(20_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a text and answers with all that comes until the end of the connection. */
    static String exchange(String url, String request) {
        return exchange(url, request.getBytes(StandardCharsets.ISO_8859_1));
    }

    static String exchange(String url, byte[] request) {
        try (RawHttp http = new RawHttp(url)) {
            http.send(request);
            return http.readAll();
        }
    }

    RawHttp send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawHttp send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // the other end has had enough; what it says is still to be read
            return this;
        }
        return this;
    }

    String readAll() {
        StringBuilder text = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                text.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            text.append("\n(").append(e.getMessage()).append(')');
        }
        return text.toString();
    }

    /** Reads until a text has come. */
    String readUntil(String end) {
        StringBuilder text = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            while (text.indexOf(end) < 0) {
                int c = in.read();
                if (c < 0) {
                    return text + "\n(end)";
                }
                text.append((char) c);
            }
        } catch (IOException e) {
            text.append("\n(").append(e.getMessage()).append(')');
        }
        return text.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
