package dev.widgets.cli.connect;

import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Combines a URL or connection string with a service and with the variables of libpq, in this
 * order.
 *
 * @param environment provides the variables and the home folder
 */
public record ConnectionSearch(CliEnvironment environment) {

    private static final String NONE = "\0";

    /**
     * Returns how to connect to what a URL or a connection string names.
     *
     * @param source the name of the option or variable with the URL, for messages
     */
    public ServerConnection of(String url, String source) {
        if (ConnectionUri.isOne(url)) {
            return ofSettings(ConnectionUri.parse(url));
        }
        if (url.startsWith("jdbc:postgresql:")) {
            return ofJdbc(url, source);
        }
        if (ConnectionString.isOne(url)) {
            return ofSettings(ConnectionString.parse(url));
        }
        throw unreadable(source);
    }

    /** Returns how to connect to what the variables name, or to the default server. */
    public ServerConnection ofVariables() {
        return ofSettings(Map.of());
    }

    /** Returns whether a URL or connection string sets a password by any of its keywords. */
    public boolean hasPassword(String url) {
        return (ConnectionUri.isOne(url)
                        ? ConnectionUri.parse(url)
                        : ConnectionString.isOne(url) && !url.startsWith("jdbc:")
                                ? ConnectionString.parse(url)
                                : Map.<String, String>of())
                .keySet().stream().anyMatch(keyword -> keyword.endsWith("password"));
    }

    /** Returns whether the default folder has the socket of a server. */
    public boolean hasLocalServer() {
        return ServerSockets.folder("5432").isPresent();
    }

    /** Returns whether the default server accepts the user. */
    public boolean isAccepted() {
        try (Connection connection =
                ofVariables().dataSource(CommandLimits.BRIEF).getConnection()) {
            return !connection.isClosed();
        } catch (SQLException | CommandException e) {
            return false;
        }
    }

    private ServerConnection ofSettings(Map<String, String> given) {
        Map<String, String> variables = LibpqVariable.settings(environment);
        Map<String, String> settings = new LinkedHashMap<>(given);
        first("service", given, variables)
                .map(name ->
                        ServiceFile.read(environment, name, first("servicefile", given, variables)))
                .ifPresent(service -> service.forEach(settings::putIfAbsent));
        variables.forEach(settings::putIfAbsent);
        return DriverSettings.connection(settings, environment);
    }

    private static Optional<String> first(
            String keyword, Map<String, String> given, Map<String, String> variables) {
        return Optional.ofNullable(given.getOrDefault(keyword, variables.get(keyword)));
    }

    /** All parameters become properties, so that nothing secret remains in the URL. */
    private ServerConnection ofJdbc(String url, String source) {
        Properties given = new Properties();
        given.setProperty("password", NONE);
        Properties parsed = url.matches("(?s)jdbc:postgresql:(//[^@/]*/)?[^@/?]*(\\?.*)?")
                ? Driver.parseURL(url, given)
                : null;
        if (parsed == null) {
            throw unreadable(source);
        }
        if (url.matches("(?s).*[?&]service=.*")) {
            throw CommandException.usage("The JDBC URL of " + source + " names a service; write"
                    + " postgresql:///?service=NAME instead.");
        }
        parsed.remove("password", NONE);
        Map<String, String> settings = LibpqVariable.settings(environment);
        TlsSettings.KEYWORDS.forEach(keyword -> Optional.ofNullable(parsed.getProperty(keyword))
                .ifPresent(value -> settings.put(keyword, value)));
        if (!settings.containsKey("sslmode") && isTlsRequired(parsed)) {
            settings.put("sslmode", "verify-full");
        }
        Properties properties = DriverSettings.properties(settings, environment);
        if (parsed.containsKey(PGProperty.SSL_FACTORY.getName())) {
            TlsSettings.KEYWORDS.forEach(properties::remove);
        }
        properties.putIfAbsent("user", parsed.getProperty("user", ""));
        return withParameters(parsed, properties);
    }

    private static boolean isTlsRequired(Properties parsed) {
        String ssl = parsed.getProperty(PGProperty.SSL.getName(), "false");
        return ssl.isEmpty() || Boolean.parseBoolean(ssl);
    }

    private ServerConnection withParameters(Properties parsed, Properties properties) {
        List<String> hosts = list(PGProperty.PG_HOST.getOrDefault(parsed));
        List<String> ports = list(PGProperty.PG_PORT.getOrDefault(parsed));
        parsed.stringPropertyNames().stream()
                .filter(name -> !TlsSettings.KEYWORDS.contains(name))
                .forEach(name -> properties.setProperty(name, parsed.getProperty(name)));
        if (properties.getProperty("user", "").isEmpty()) {
            properties.setProperty("user", environment.user());
        }
        String database = Objects.requireNonNullElse(
                PGProperty.PG_DBNAME.getOrDefault(parsed), properties.getProperty("user"));
        for (PGProperty place :
                List.of(PGProperty.PG_HOST, PGProperty.PG_PORT, PGProperty.PG_DBNAME)) {
            properties.remove(place.getName());
        }
        return ServerConnection.of(hosts, ports, database, properties);
    }

    private static List<String> list(String text) {
        return Arrays.asList(text.split(",", -1));
    }

    private static CommandException unreadable(String source) {
        return CommandException.usage("The URL of " + source
                + " is not valid: write postgresql://USER@HOST:PORT/DATABASE or"
                + " jdbc:postgresql://HOST:PORT/DATABASE?user=USER.");
    }
}
