package dev.widgets.cli.serve;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** The methods that PostgREST knows, and the rest. */
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

    /** The answer to OPTIONS. */
    static ApiResponse allowing(String methods) {
        return ApiResponse.of(200, new byte[0], new PreEncodedHttpField(HttpHeader.ALLOW, methods));
    }
}
