package dev.widgets.cli.connect;

import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.CommandException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.postgresql.PGProperty;

/** Translates settings of libpq into those of the Java driver. */
public final class DriverSettings {

    private static final String DEFAULT_PORT = "5432";
    private static final int MOST_PORT = 65_535;

    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("user", "user"),
            Map.entry("password", "password"),
            Map.entry("sslnegotiation", "sslNegotiation"),
            Map.entry("require_auth", "requireAuth"),
            Map.entry("channel_binding", "channelBinding"),
            Map.entry("gssencmode", "gssEncMode"),
            Map.entry("krbsrvname", "kerberosServerName"),
            Map.entry("application_name", "ApplicationName"),
            Map.entry("options", "options"),
            Map.entry("hostaddr", "hostaddr"),
            Map.entry("passfile", "passfile"));

    /** Read elsewhere, or without effect here. */
    private static final Set<String> ELSEWHERE = Set.of(
            "host",
            "port",
            "dbname",
            "service",
            "servicefile",
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
    private final CliEnvironment environment;

    private DriverSettings(Map<String, String> settings, CliEnvironment environment) {
        this.settings = settings;
        this.environment = environment;
    }

    /**
     * Returns how to connect with settings of libpq.
     *
     * @param environment provides the user and the home folder if the settings do not
     */
    public static ServerConnection connection(
            Map<String, String> settings, CliEnvironment environment) {
        return new DriverSettings(settings, environment).connection();
    }

    /** Returns the target_session_attrs of libpq for a targetServerType of the driver. */
    static Optional<String> sessionAttributes(String targetServerType) {
        return switch (targetServerType) {
            case "primary" -> Optional.of("read-write");
            case "secondary" -> Optional.of("read-only");
            case "preferSecondary" -> Optional.of("prefer-standby");
            default -> Optional.empty();
        };
    }

    /** Returns the settings apart from host, port and database, for a URL that has these. */
    public static Properties properties(Map<String, String> settings, CliEnvironment environment) {
        Properties properties = new DriverSettings(settings, environment).properties();
        properties.remove("hostaddr");
        return properties;
    }

    private ServerConnection connection() {
        Properties properties = properties();
        if (!properties.containsKey("user")) {
            properties.setProperty("user", environment.user());
        }
        String database = settings.getOrDefault("dbname", properties.getProperty("user"));
        return at(database, properties);
    }

    private Properties properties() {
        Properties properties = new Properties();
        settings.forEach((keyword, value) -> {
            if (SAME.containsKey(keyword)) {
                properties.setProperty(SAME.get(keyword), value);
            } else if (!ELSEWHERE.contains(keyword) && !TlsSettings.KEYWORDS.contains(keyword)) {
                translate(keyword, value, properties);
            }
        });
        environment
                .variable("WIDGETS_LIMITS")
                .ifPresent(limits -> properties.setProperty("widgets.limits", limits(limits)));
        properties.putIfAbsent("passfile", home().resolve(".pgpass").toString());
        new TlsSettings(settings, home()).addTo(properties);
        return properties;
    }

    /** Without a home folder, as for libpq, its files do not exist. */
    private Path home() {
        try {
            return environment.home();
        } catch (CommandException e) {
            return Path.of("/nonexistent");
        }
    }

    private static void translate(String keyword, String value, Properties properties) {
        switch (keyword) {
            case "connect_timeout" -> {
                String seconds = seconds(value);
                PGProperty.CONNECT_TIMEOUT.set(properties, seconds);
                PGProperty.LOGIN_TIMEOUT.set(properties, seconds);
            }
            case "load_balance_hosts" ->
                properties.setProperty("loadBalanceHosts", String.valueOf(value.equals("random")));
            case "target_session_attrs" -> {
                String type = SESSION_ATTRIBUTES.get(value);
                if (type == null) {
                    throw CommandException.usage("target_session_attrs must be one of "
                            + SESSION_ATTRIBUTES.keySet().stream().sorted().toList() + ", not '"
                            + value + "'.");
                }
                properties.setProperty("targetServerType", type);
            }
            default ->
                throw CommandException.usage("The setting " + keyword
                        + " is not supported by the Java driver of PostgreSQL: remove it"
                        + variable(keyword) + ".");
        }
    }

    private static String limits(String value) {
        if (!value.matches("startup|session|database")) {
            throw CommandException.usage(
                    "WIDGETS_LIMITS must be startup, session or database, not '" + value + "'.");
        }
        return value;
    }

    private static String seconds(String value) {
        if (!value.strip().matches("[+-]?[0-9]{1,9}")) {
            throw CommandException.usage(
                    "connect_timeout must be a number of seconds, not '" + value + "'.");
        }
        return String.valueOf(Math.max(0, Integer.parseInt(value.strip())));
    }

    private static String variable(String keyword) {
        return LibpqVariable.of(keyword)
                .map(variable -> ", which is " + variable + " in the environment")
                .orElse("");
    }

    private ServerConnection at(String database, Properties properties) {
        List<String> hosts = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        String[] all = hosts();
        String[] given = settings.getOrDefault("port", "").split(",", -1);
        if (given.length != 1 && given.length != all.length) {
            throw CommandException.usage("There are " + all.length + " hosts, but " + given.length
                    + " ports: give one port for all, or one for each.");
        }
        for (int i = 0; i < all.length; i++) {
            String port = port(given[given.length == 1 ? 0 : i]);
            hosts.add(host(all[i], port));
            ports.add(port);
        }
        return ServerConnection.of(hosts, ports, database, properties);
    }

    private String[] hosts() {
        String host = settings.getOrDefault("host", "");
        String address = settings.getOrDefault("hostaddr", "");
        String[] hosts = (host.isEmpty() ? address : host).split(",", -1);
        int addresses = address.split(",", -1).length;
        if (!address.isEmpty() && addresses != hosts.length) {
            throw CommandException.usage("There are " + hosts.length + " hosts, but " + addresses
                    + " addresses in hostaddr: give one address for each host.");
        }
        return hosts;
    }

    private static String host(String host, String port) {
        if (host.startsWith("@")) {
            throw CommandException.usage("The host " + host
                    + " is an abstract Unix socket, which Java cannot open: use the folder of a"
                    + " socket, such as /var/run/postgresql, or localhost.");
        }
        return host.isEmpty() ? ServerSockets.folder(port).orElse("localhost") : host;
    }

    private static String port(String port) {
        if (port.isEmpty()) {
            return DEFAULT_PORT;
        }
        // The text may be a piece of a password, so it is not repeated.
        if (!port.matches("[0-9]{1,5}")
                || Integer.parseInt(port) < 1
                || Integer.parseInt(port) > MOST_PORT) {
            throw CommandException.usage("The port must be a number from 1 to " + MOST_PORT + ".");
        }
        return port;
    }
}
