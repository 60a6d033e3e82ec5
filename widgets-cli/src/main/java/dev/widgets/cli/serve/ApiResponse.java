package dev.widgets.cli.serve;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** A response: status, body and headers. Immutable, so that requests can share one. */
final class ApiResponse {

    /** One row of an unknown total. */
    static final HttpField ONE_ROW = new PreEncodedHttpField(HttpHeader.CONTENT_RANGE, "0-0/*");

    private final int status;
    private final byte[] body;
    private final List<HttpField> fields;

    private ApiResponse(int status, byte[] body, List<HttpField> fields) {
        this.status = status;
        this.body = body;
        this.fields = fields;
    }

    static ApiResponse of(int status, byte[] body, HttpField... fields) {
        return new ApiResponse(status, body, List.of(fields));
    }

    static ApiResponse of(int status, byte[] body, List<HttpField> fields) {
        return new ApiResponse(status, body, List.copyOf(fields));
    }

    /** Returns the response with the result of a function. */
    static ApiResponse result(String body, MediaType type) {
        return result(body.getBytes(StandardCharsets.UTF_8), type);
    }

    /** Returns the response with the result of a function. */
    static ApiResponse result(byte[] body, MediaType type) {
        return of(200, body, type.field(), ONE_ROW);
    }

    int status() {
        return status;
    }

    ByteBuffer body() {
        return ByteBuffer.wrap(body);
    }

    List<HttpField> fields() {
        return fields;
    }
}
