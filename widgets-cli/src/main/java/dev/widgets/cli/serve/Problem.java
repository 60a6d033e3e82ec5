package dev.widgets.cli.serve;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * An error response with the four keys of PostgREST.
 *
 * @param status the HTTP status
 * @param code a SQLSTATE, a code of PostgREST or one of {@link Problems}
 * @param message a sentence
 * @param details further details
 * @param hint what to do
 * @param fields further headers
 */
record Problem(
        int status,
        String code,
        String message,
        @Nullable String details,
        @Nullable String hint,
        List<HttpField> fields) {

    private static final JsonFactory JSON = new JsonFactory();

    static Problem of(int status, String code, String message) {
        return new Problem(status, code, message, null, null, List.of());
    }

    Problem withDetails(@Nullable String other) {
        return new Problem(status, code, message, other, hint, fields);
    }

    Problem withHint(@Nullable String other) {
        return new Problem(status, code, message, details, other, fields);
    }

    Problem with(HttpField field) {
        List<HttpField> all = new ArrayList<>(fields);
        all.add(field);
        return new Problem(status, code, message, details, hint, all);
    }

    ApiResponse answer() {
        List<HttpField> all = new ArrayList<>(fields.size() + 2);
        all.add(MediaType.JSON.field());
        // a code is always printable: a SQLSTATE or a constant
        all.add(new HttpField("Proxy-Status", "PostgREST; error=" + code));
        all.addAll(fields);
        return ApiResponse.of(status, body(), all);
    }

    private byte[] body() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json =
                JSON.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringProperty("code", code);
            write(json, "details", details);
            write(json, "hint", hint);
            write(json, "message", message);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, String key, @Nullable String text) {
        json.writeName(key);
        if (text == null) {
            json.writeNull();
        } else {
            // a key of the request may contain half a surrogate pair, which UTF-8 cannot encode
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            json.writeString(new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
