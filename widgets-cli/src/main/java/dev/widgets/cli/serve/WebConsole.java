package dev.widgets.cli.serve;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Handles {@code /console/...}: a page for people. The page calls the same API as every client, so
 * its files need no token; only the figures of the service and the sizes of the registry do.
 */
final class WebConsole {

    private static final String PATH = "/console";
    private static final String FIGURES = "metrics.json";
    private static final String SIZES = "sizes.json";
    private static final String SETTINGS = "settings.json";
    private static final String INDEX = "index.html";

    private static final List<String> NAMES = List.of(
            INDEX,
            "console.css",
            "icon.svg",
            "activity.js",
            "api.js",
            "card.js",
            "dom.js",
            "drawing.js",
            "find.js",
            "layout.js",
            "main.js",
            "notices.js",
            "view.js");

    private static final List<HttpField> HEADERS = List.of(
            new PreEncodedHttpField(
                    "Content-Security-Policy",
                    String.join(
                            "; ",
                            "default-src 'none'",
                            "script-src 'self'",
                            "style-src 'self'",
                            "img-src 'self'",
                            "connect-src 'self'",
                            "base-uri 'none'",
                            "form-action 'none'",
                            "frame-ancestors 'none'",
                            "require-trusted-types-for 'script'",
                            "trusted-types 'none'")),
            new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
            new PreEncodedHttpField("Referrer-Policy", "no-referrer"),
            new PreEncodedHttpField("Cross-Origin-Opener-Policy", "same-origin"),
            new PreEncodedHttpField("Cross-Origin-Resource-Policy", "same-origin"));

    private static final Problem NO_FIGURES = Problem.of(
                    401, "42501", "permission denied for the figures of the service")
            .with(Problems.BEARER);

    private final Map<String, ConsoleFile> files = NAMES.stream()
            .collect(Collectors.toUnmodifiableMap(
                    name -> name, name -> ConsoleFile.read(name, HEADERS)));
    private final ServeOptions.ConsoleAccess access;
    private final ConsoleFigures figures;
    private final RegistrySizes sizes;
    private final boolean isLocal;

    /**
     * Creates the handler.
     *
     * @param access what the console offers
     * @param figures the figures of the service
     * @param sizes the sizes on disk of the registry
     * @param isLocal whether only this machine can connect to the service
     */
    WebConsole(
            ServeOptions.ConsoleAccess access,
            ConsoleFigures figures,
            RegistrySizes sizes,
            boolean isLocal) {
        this.access = access;
        this.figures = figures;
        this.sizes = sizes;
        this.isLocal = isLocal;
    }

    /** Returns whether a path belongs to the console. */
    static boolean owns(String path) {
        return path.startsWith(PATH)
                && (path.length() == PATH.length() || path.charAt(PATH.length()) == '/');
    }

    /** Returns whether a path of the console needs a caller. */
    static boolean needsCaller(String path) {
        return path.equals(PATH + "/" + FIGURES) || path.equals(PATH + "/" + SIZES);
    }

    /** Handles a request to read a path of the console. */
    void handle(Exchange exchange, String path) {
        if (path.equals(PATH)) {
            // relative, because a proxy may serve this path below another one
            exchange.send(answer(308, new byte[0], HttpHeader.LOCATION, "console/"));
            return;
        }
        String name = path.substring(PATH.length() + 1);
        switch (name) {
            case SETTINGS -> exchange.send(json(settings()));
            case FIGURES -> figures(exchange);
            case SIZES -> sizes.send(exchange, WebConsole::json);
            default -> file(exchange, name.isEmpty() ? INDEX : name);
        }
    }

    private void file(Exchange exchange, String name) {
        @Nullable ConsoleFile file = files.get(name);
        if (file == null) {
            exchange.send(Problems.NO_SUCH_PATH);
        } else {
            exchange.send(file.response(exchange.header(HttpHeader.IF_NONE_MATCH)));
        }
    }

    /** On an address that others can reach, callers without a token learn nothing of the load. */
    private void figures(Exchange exchange) {
        if (exchange.caller().anonymous() && !isLocal) {
            exchange.send(NO_FIGURES);
        } else {
            exchange.send(json(figures.json()));
        }
    }

    private byte[] settings() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = WidgetJson.generator(bytes)) {
            json.writeStartObject();
            json.writeBooleanProperty("read_only", access == ServeOptions.ConsoleAccess.READ_ONLY);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static ApiResponse json(byte[] body) {
        return answer(200, body, HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
    }

    private static ApiResponse answer(int status, byte[] body, HttpHeader header, String value) {
        List<HttpField> fields = new ArrayList<>(HEADERS);
        fields.add(new HttpField(HttpHeader.CACHE_CONTROL, "no-store"));
        fields.add(new HttpField(header, value));
        return ApiResponse.of(status, body, fields);
    }
}
