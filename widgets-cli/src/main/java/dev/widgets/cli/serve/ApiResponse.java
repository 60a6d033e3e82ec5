package dev.widgets.cli.serve;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** What a request is answered with; the same one may be the answer to many. */
final class ApiResponse {

    /** One row, of nobody knows how many. */
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

    /** What a function has returned. */
    static ApiResponse result(String body, MediaType type) {
        return result(body.getBytes(StandardCharsets.UTF_8), type);
    }

    /** What a function has returned. */
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
