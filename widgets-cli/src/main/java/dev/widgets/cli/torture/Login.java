package dev.widgets.cli.torture;

import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * The connection settings of the database.
 *
 * @param url a JDBC URL
 * @param properties further connection properties
 */
public record Login(String url, Properties properties) {

    /** The application name of all connections of a torture run in {@code pg_stat_activity}. */
    static final String APPLICATION = "widgets torture";

    private static final String ADDRESS = "hostaddr";

    private static final Set<String> PLACE = Set.of(
            PGProperty.PG_HOST.getName(),
            PGProperty.PG_PORT.getName(),
            PGProperty.PG_DBNAME.getName());

    /**
     * Returns the address of the server, or of the first one if there are several. The host is a
     * folder if the server is reached through a Unix socket.
     */
    InetSocketAddress server() {
        Properties parsed = parsed();
        String address = first(parsed.getProperty(ADDRESS, ""));
        String host = address.isEmpty() ? first(PGProperty.PG_HOST.getOrDefault(parsed)) : address;
        int port = Integer.parseInt(first(PGProperty.PG_PORT.getOrDefault(parsed)));
        return host.startsWith("/")
                ? InetSocketAddress.createUnresolved(host, port)
                : new InetSocketAddress(host, port);
    }

    /**
     * Returns a URL with all properties that leads through a proxy. It may contain a password; do
     * not show it.
     */
    String through(CuttingProxy proxy) {
        Properties parsed = parsed();
        PGProperty.APPLICATION_NAME.set(parsed, APPLICATION);
        PGProperty.SOCKET_FACTORY.set(parsed, ProxySocketFactory.class.getName());
        PGProperty.SOCKET_FACTORY_ARG.set(parsed, String.valueOf(proxy.port()));
        parsed.remove(ADDRESS);
        String host = first(PGProperty.PG_HOST.getOrDefault(parsed));
        if (host.startsWith("/")) {
            PGProperty.SSL_MODE.set(parsed, "disable");
            host = "localhost";
        }
        return "jdbc:postgresql://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":"
                + first(PGProperty.PG_PORT.getOrDefault(parsed)) + "/"
                + encoded(Objects.requireNonNull(PGProperty.PG_DBNAME.getOrDefault(parsed)))
                + parsed.stringPropertyNames().stream()
                        .filter(name -> !PLACE.contains(name))
                        .sorted()
                        .map(name -> encoded(name) + "="
                                + encoded(String.valueOf(parsed.getProperty(name))))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private Properties parsed() {
        return Objects.requireNonNull(Driver.parseURL(url, properties));
    }

    private static String first(@Nullable String list) {
        return String.valueOf(list).split(",", -1)[0].replaceAll("[\\[\\]]", "");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Login";
    }
}
