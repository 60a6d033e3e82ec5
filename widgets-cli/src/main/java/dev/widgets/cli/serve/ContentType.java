package dev.widgets.cli.serve;

import java.util.Locale;

/** Recognizes JSON by the Content-Type header. */
final class ContentType {

    private static final String JSON = "application/json";

    private ContentType() {}

    static boolean isJson(String header) {
        return header.equals(JSON) || mime(header).equals(JSON);
    }

    /** Returns the media type without its parameters. */
    static String mime(String header) {
        int end = header.indexOf(';');
        return (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
