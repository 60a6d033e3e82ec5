package dev.widgets.cli.connect;

import dev.widgets.cli.console.CommandException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the URIs of libpq, {@code postgresql://user@host:port,host:port/dbname?keyword=value}, in
 * the same order as libpq does: a user ends at the first {@code @} if no slash precedes it.
 */
public final class ConnectionUri {

    private static final int ESCAPE = 3;

    private final Map<String, String> settings = new LinkedHashMap<>();

    private ConnectionUri() {}

    public static boolean isOne(String url) {
        return url.startsWith("postgresql://") || url.startsWith("postgres://");
    }

    /** Returns the settings in a URI, by keyword. */
    public static Map<String, String> parse(String uri) {
        ConnectionUri parser = new ConnectionUri();
        parser.parseRest(uri.substring(uri.indexOf("//") + 2));
        return parser.settings;
    }

    private void parseRest(String text) {
        String rest = text;
        int at = rest.indexOf('@');
        int slash = rest.indexOf('/');
        if (at >= 0 && (slash < 0 || at < slash)) {
            parseUser(rest.substring(0, at));
            rest = rest.substring(at + 1);
        }
        int question = rest.indexOf('?');
        String parameters = question < 0 ? "" : rest.substring(question + 1);
        rest = question < 0 ? rest : rest.substring(0, question);
        slash = rest.indexOf('/');
        parseHosts(slash < 0 ? rest : rest.substring(0, slash));
        if (slash >= 0) {
            put("dbname", decode(rest.substring(slash + 1)));
        }
        parseParameters(parameters);
    }

    private void parseUser(String text) {
        int colon = text.indexOf(':');
        put("user", decode(colon < 0 ? text : text.substring(0, colon)));
        if (colon >= 0) {
            put("password", decode(text.substring(colon + 1)));
        }
    }

    private void parseHosts(String text) {
        List<String> hosts = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            int bracket = one.startsWith("[") ? one.indexOf(']') : 0;
            if (bracket < 0) {
                throw wrong("lacks the closing bracket of an IPv6 address");
            }
            int colon = one.indexOf(':', bracket);
            String host = colon < 0 ? one : one.substring(0, colon);
            hosts.add(decode(bracket > 0 ? host.substring(1, bracket) : host));
            ports.add(decode(colon < 0 ? "" : one.substring(colon + 1)));
        }
        put("host", String.join(",", hosts));
        if (ports.stream().anyMatch(port -> !port.isEmpty())) {
            put("port", String.join(",", ports));
        }
    }

    private void parseParameters(String text) {
        if (text.isEmpty()) {
            return;
        }
        for (String parameter : text.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals < 1) {
                throw wrong("has a parameter without a value");
            }
            String keyword = decode(parameter.substring(0, equals));
            String value = decode(parameter.substring(equals + 1));
            if (keyword.equals("ssl") && value.equals("true")) {
                put("sslmode", "require");
            } else {
                put(keyword, value);
            }
        }
    }

    /** The last value of a keyword counts. */
    private void put(String keyword, String value) {
        if (!value.isEmpty()) {
            settings.put(keyword, value);
        }
    }

    /** Unlike in forms, a plus sign is a plus sign. */
    private static String decode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                String code = i + ESCAPE <= bytes.length
                        ? new String(bytes, i + 1, 2, StandardCharsets.ISO_8859_1)
                        : "";
                if (!code.matches("[0-9A-Fa-f]{2}") || code.equals("00")) {
                    throw wrong(
                            "has a percent sign that is not followed by two hexadecimal digits");
                }
                decoded.write(Integer.parseInt(code, 16));
                i += 2;
            } else {
                decoded.write(bytes[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw wrong("is not in UTF-8 where it is percent-encoded");
        }
    }

    /** The URL may hold a password anywhere, so no message quotes any part of it. */
    private static CommandException wrong(String what) {
        return CommandException.usage(
                "The URL " + what + "; write postgresql://USER@HOST:PORT/DATABASE?KEYWORD=VALUE.");
    }
}
