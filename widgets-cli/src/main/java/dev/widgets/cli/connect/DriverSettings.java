package dev.widgets.cli.connect;

import dev.widgets.cli.console.CommandException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** Says in the Java driver's words what is said in libpq's. */
public final class DriverSettings {

    private static final String DEFAULT_PORT = "5432";
    private static final int MOST_PORT = 65_535;

    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("user", "user"),
            Map.entry("password", "password"),
            Map.entry("sslmode", "sslmode"),
            Map.entry("sslcert", "sslcert"),
            Map.entry("sslkey", "sslkey"),
            Map.entry("sslpassword", "sslpassword"),
            Map.entry("sslnegotiation", "sslNegotiation"),
            Map.entry("require_auth", "requireAuth"),
            Map.entry("channel_binding", "channelBinding"),
            Map.entry("gssencmode", "gssEncMode"),
            Map.entry("krbsrvname", "kerberosServerName"),
            Map.entry("application_name", "ApplicationName"),
            Map.entry("options", "options"));

    /** Where the host is, or what makes no difference here. */
    private static final Set<String> ELSEWHERE = Set.of(
            "host",
            "hostaddr",
            "port",
            "dbname",
            "passfile",
            "service",
            "servicefile",
            "connect_timeout",
            "client_encoding",
            "fallback_application_name",
            "keepalives",
            "keepalives_idle",
            "keepalives_interval",
            "keepalives_count",
            "tcp_user_timeout",
            "sslcompression",
            "sslsni",
            "gsslib",
            "gssdelegation");

    private static final Map<String, String> SESSION_ATTRIBUTES = Map.of(
            "any", "any",
            "primary", "primary",
            "read-write", "primary",
            "standby", "secondary",
            "read-only", "secondary",
            "prefer-standby", "preferSecondary");

    private final Map<String, String> settings;

    private DriverSettings(Map<String, String> settings) {
        this.settings = settings;
    }

    /**
     * How to connect with these settings.
     *
     * @param user who connects if the settings do not say
     */
    public static ServerConnection connection(Map<String, String> settings, String user) {
        return new DriverSettings(settings).connection(user);
    }

    /** What the settings say of the user and of encryption, for a URL that says the rest. */
    public static Properties properties(Map<String, String> settings) {
        return new DriverSettings(settings).properties();
    }

    private ServerConnection connection(String user) {
        Properties properties = properties();
        properties.putIfAbsent("user", user);
        String database = settings.getOrDefault("dbname", properties.getProperty("user"));
        return new ServerConnection(
                "jdbc:postgresql://" + servers() + "/"
                        + URLEncoder.encode(database, StandardCharsets.UTF_8),
                properties);
    }

    private Properties properties() {
        Properties properties = new Properties();
        settings.forEach((keyword, value) -> {
            if (SAME.containsKey(keyword)) {
                properties.setProperty(SAME.get(keyword), value);
            } else if (!ELSEWHERE.contains(keyword)) {
                translate(keyword, value, properties);
            }
        });
        return properties;
    }

    private static void translate(String keyword, String value, Properties properties) {
        switch (keyword) {
            case "sslrootcert" -> {
                if (value.equals("system")) {
                    properties.setProperty(
                            "sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
                    properties.putIfAbsent("sslmode", "verify-full");
                } else {
                    properties.setProperty("sslrootcert", value);
                }
            }
            case "load_balance_hosts" ->
                properties.setProperty("loadBalanceHosts", String.valueOf(value.equals("random")));
            case "target_session_attrs" -> {
                String type = SESSION_ATTRIBUTES.get(value);
                if (type == null) {
                    throw CommandException.usage("target_session_attrs is one of "
                            + SESSION_ATTRIBUTES.keySet().stream().sorted().toList() + ", not '"
                            + value + "'.");
                }
                properties.setProperty("targetServerType", type);
            }
            default ->
                throw CommandException.usage("The setting " + keyword
                        + " is none that the Java driver of PostgreSQL knows:" + " leave it out"
                        + variable(keyword) + ".");
        }
    }

    private static String variable(String keyword) {
        return keyword.startsWith("sslcrl")
                ? ", which is PG" + keyword.toUpperCase(Locale.ROOT) + " in the environment"
                : "";
    }

    private String servers() {
        String[] hosts = settings.getOrDefault(
                        "hostaddr", settings.getOrDefault("host", "localhost"))
                .split(",", -1);
        String[] ports = settings.getOrDefault("port", "").split(",", -1);
        if (ports.length != 1 && ports.length != hosts.length) {
            throw CommandException.usage("There are " + hosts.length + " hosts, but " + ports.length
                    + " ports: give one port for all, or one for each.");
        }
        List<String> servers = new ArrayList<>();
        for (int i = 0; i < hosts.length; i++) {
            servers.add(host(hosts[i]) + ":" + port(ports[ports.length == 1 ? 0 : i]));
        }
        return String.join(",", servers);
    }

    private static String host(String host) {
        if (host.startsWith("/") || host.startsWith("@")) {
            throw CommandException.usage(
                    "The host " + host + " is the folder of a Unix socket, but the Java driver of"
                            + " PostgreSQL speaks TCP only: take localhost instead (PGHOST=localhost).");
        }
        if (host.isEmpty()) {
            return "localhost";
        }
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static String port(String port) {
        if (port.isEmpty()) {
            return DEFAULT_PORT;
        }
        if (!port.matches("\\d{1,5}")
                || Integer.parseInt(port) < 1
                || Integer.parseInt(port) > MOST_PORT) {
            throw CommandException.usage(
                    "A port is a number from 1 to " + MOST_PORT + ", not '" + port + "'.");
        }
        return port;
    }
}
