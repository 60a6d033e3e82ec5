package dev.widgets.cli.serve;

import java.util.Locale;

/** Says whether a body is JSON. */
final class ContentType {

    private static final String JSON = "application/json";

    private ContentType() {}

    static boolean isJson(String header) {
        return header.equals(JSON) || mime(header).equals(JSON);
    }

    /** Without parameters. */
    static String mime(String header) {
        int end = header.indexOf(';');
        return (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
