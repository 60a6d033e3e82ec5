package dev.widgets.cli.connect;

import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.Secrets;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads libpq's URIs: {@code postgresql://user@host:port,host:port/dbname?keyword=value}. */
public final class ConnectionUri {

    private static final int ESCAPE = 3;

    private final String uri;
    private final Map<String, String> settings = new LinkedHashMap<>();

    private ConnectionUri(String uri) {
        this.uri = uri;
    }

    public static boolean isOne(String url) {
        return url.startsWith("postgresql://") || url.startsWith("postgres://");
    }

    /** The settings in it, by keyword. */
    public static Map<String, String> parse(String uri) {
        ConnectionUri parser = new ConnectionUri(uri);
        parser.parse();
        return parser.settings;
    }

    private void parse() {
        String rest = uri.substring(uri.indexOf("//") + 2);
        int question = rest.indexOf('?');
        if (question >= 0) {
            parseParameters(rest.substring(question + 1));
            rest = rest.substring(0, question);
        }
        int slash = rest.indexOf('/');
        if (slash >= 0) {
            put("dbname", decode(rest.substring(slash + 1)));
            rest = rest.substring(0, slash);
        }
        int at = rest.lastIndexOf('@');
        if (at >= 0) {
            parseUser(rest.substring(0, at));
        }
        parseHosts(rest.substring(at + 1));
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
            int colon = one.indexOf(':', Math.max(0, one.indexOf(']')));
            String host = colon < 0 ? one : one.substring(0, colon);
            hosts.add(decode(host.replaceAll("^\\[|\\]$", "")));
            ports.add(colon < 0 ? "" : one.substring(colon + 1));
        }
        put("host", String.join(",", hosts));
        if (ports.stream().anyMatch(port -> !port.isEmpty())) {
            settings.put("port", String.join(",", ports));
        }
    }

    private void parseParameters(String text) {
        for (String parameter : text.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals < 1) {
                throw wrong("has a parameter without a value, '" + parameter + "'");
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

    private void put(String keyword, String value) {
        if (!value.isEmpty()) {
            settings.putIfAbsent(keyword, value);
        }
    }

    /** Unlike in forms, a plus sign is a plus sign. */
    private String decode(String text) {
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

    private CommandException wrong(String what) {
        return CommandException.usage("The URL " + Secrets.hide(uri) + " " + what
                + ": write postgresql://USER@HOST:PORT/DATABASE?KEYWORD=VALUE.");
    }
}
