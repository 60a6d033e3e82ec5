package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Control frames of HTTP/2, which proxies send in numbers and attackers in greater ones. */
class ServeFrameTest {

    private static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int WINDOW_UPDATE = 8;
    private static final int END_OF_STREAM_AND_HEADERS = 5;
    private static final byte[] PAYLOAD = "widgets!".getBytes(StandardCharsets.US_ASCII);
    private static final int MANY = 20_000;

    private static Served served;

    @BeforeAll
    static void serve() throws Exception {
        served = Served.start();
    }

    @AfterAll
    static void end() {
        served.close();
    }

    private static RawHttp connect() {
        return new RawHttp(served.url()).send(PREFACE).send(frame(SETTINGS, 0, 0));
    }

    private static byte[] frame(int type, int flags, int stream, byte... payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) 0)
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** Returns the headers of a GET request in HPACK (RFC 7541). */
    private static byte[] get(String path) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {(byte) 0x82, (byte) 0x86, 0x41});
        writeText(bytes, URI.create(served.url()).getAuthority());
        bytes.write(0x44);
        writeText(bytes, path);
        return bytes.toByteArray();
    }

    private static void writeText(ByteArrayOutputStream to, String text) {
        to.write(text.length());
        to.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] many(byte[] frame) {
        ByteBuffer all = ByteBuffer.allocate(MANY * frame.length);
        for (int i = 0; i < MANY; i++) {
            all.put(frame);
        }
        return all.array();
    }

    @Test
    void a_proxy_may_send_thousands_of_window_updates_after_its_responses() {
        try (RawHttp http = connect()) {
            http.send(frame(HEADERS, END_OF_STREAM_AND_HEADERS, 1, get("/a/b")));
            assertThat(http.readUntil("\"code\"")).endsWith("\"code\"");
            http.send(many(frame(WINDOW_UPDATE, 0, 1, (byte) 0, (byte) 0, (byte) 0, (byte) 1)))
                    .send(frame(PING, 0, 0, PAYLOAD));
            assertThat(http.readUntil("widgets!")).endsWith("widgets!");
        }
    }

    @Test
    void a_flood_of_pings_ends_its_connection() {
        try (RawHttp http = connect()) {
            http.send(many(frame(PING, 0, 0, PAYLOAD)));
            // the reason may be lost when the connection is reset
            assertThat(http.readAll().split("widgets!", -1)).hasSizeLessThan(MANY);
        }
        served.assertAnswers();
    }
}
