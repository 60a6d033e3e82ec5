package dev.widgets.cli.serve;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** HTTP methods that PostgREST knows; all others are {@link #OTHER}. */
enum Method {
    POST,
    GET,
    HEAD,
    OPTIONS,
    PUT,
    PATCH,
    DELETE,
    OTHER;

    static Method of(String name) {
        return switch (name) {
            case "POST" -> POST;
            case "GET" -> GET;
            case "HEAD" -> HEAD;
            case "OPTIONS" -> OPTIONS;
            case "PUT" -> PUT;
            case "PATCH" -> PATCH;
            case "DELETE" -> DELETE;
            default -> OTHER;
        };
    }

    /** Returns the response to OPTIONS. */
    static ApiResponse allowing(String methods) {
        return ApiResponse.of(200, new byte[0], new PreEncodedHttpField(HttpHeader.ALLOW, methods));
    }
}
