package dev.widgets.cli.serve;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** Writes one line of JSON per response, without tokens, bodies or query strings. */
final class JsonAccessLog implements AccessLog, AutoCloseable {

    private static final double NANOS_A_MILLI = 1e6;

    private final OutputStream out;
    private final Clients clients;
    private final Consumer<String> notices;
    private boolean broken;

    private JsonAccessLog(OutputStream out, Clients clients, Consumer<String> notices) {
        this.out = out;
        this.clients = clients;
        this.notices = notices;
    }

    static JsonAccessLog open(Path file, Clients clients, Consumer<String> notices)
            throws StartException {
        try {
            OutputStream out = file.toString().equals("-")
                    ? new FileOutputStream(FileDescriptor.out)
                    : Files.newOutputStream(
                            file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return new JsonAccessLog(new BufferedOutputStream(out, 1 << 16), clients, notices);
        } catch (IOException e) {
            throw StartException.environment(
                    "Cannot write the access log " + file + ": " + e.getMessage() + ".");
        }
    }

    @Override
    public void write(Exchange exchange, int status) {
        byte[] line = line(exchange, status);
        synchronized (this) {
            attempt(() -> out.write(line));
        }
    }

    private byte[] line(Exchange exchange, int status) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = WidgetJson.generator(bytes)) {
            json.writeStartObject();
            json.writeStringProperty("time", Instant.now().toString());
            json.writeStringProperty("client", clients.of(exchange.request()).getHostAddress());
            json.writeStringProperty("method", exchange.request().getMethod());
            json.writeStringProperty(
                    "path", String.valueOf(exchange.request().getHttpURI().getPath()));
            json.writeNumberProperty("status", status);
            json.writeNumberProperty("millis", exchange.nanos() / NANOS_A_MILLI);
            CallerIdentity caller = exchange.callerIfKnown();
            if (caller != null) {
                json.writeStringProperty("role", caller.role());
            }
            json.writeEndObject();
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    /** Writes the buffered lines. */
    synchronized void flush() {
        attempt(out::flush);
    }

    private void attempt(Writing writing) {
        try {
            writing.run();
            broken = false;
        } catch (IOException e) {
            if (!broken) {
                broken = true;
                notices.accept("Cannot write the access log: " + e.getMessage());
            }
        }
    }

    @Override
    public synchronized void close() {
        attempt(out::close);
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }
}
