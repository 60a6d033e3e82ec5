package dev.widgets.cli.connect;

import dev.widgets.TimeLimits;
import dev.widgets.WidgetPool;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * How to connect to a server.
 *
 * @param url a JDBC URL
 * @param properties further properties of {@link WidgetPool}, possibly with a password
 */
public record ServerConnection(String url, Properties properties) {

    private static final String DEFAULT_PORT = "5432";
    private static final Pattern LIMIT_OPTION =
            Pattern.compile("(statement_timeout|lock_timeout)\\s*=\\s*[^\\s\\\\]*");

    static {
        // The driver's own reader of password files does not know which host it connects to.
        System.setProperty("org.postgresql.pgpassfile", "");
    }

    /** Returns how to connect to hosts, some of which may be folders of Unix sockets. */
    static ServerConnection of(
            List<String> hosts, List<String> ports, String database, Properties properties) {
        return new ServerConnection(url(hosts, ports, encoded(database)), properties);
    }

    private static String url(List<String> hosts, List<String> ports, String encodedDatabase) {
        if (hosts.stream().anyMatch(host -> host.startsWith("/"))) {
            return "jdbc:postgresql:///" + encodedDatabase + "?host="
                    + encoded(String.join(",", hosts)) + "&port="
                    + encoded(String.join(",", ports));
        }
        StringBuilder url = new StringBuilder("jdbc:postgresql://");
        for (int i = 0; i < hosts.size(); i++) {
            url.append(i == 0 ? "" : ",").append(server(hosts.get(i), ports.get(i)));
        }
        return url.append('/').append(encodedDatabase).toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String server(String host, String port) {
        return (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
    }

    /** Returns the same with a name for pg_stat_activity, unless the user has chosen one. */
    public ServerConnection named(String application) {
        Properties withName = new Properties();
        withName.setProperty(PGProperty.APPLICATION_NAME.getName(), application);
        properties
                .stringPropertyNames()
                .forEach(name -> withName.setProperty(name, properties.getProperty(name)));
        return new ServerConnection(url, withName);
    }

    /** Returns a source of new connections, without a pool. */
    public DataSource dataSource(TimeLimits limits) {
        return WidgetPool.connections(url, properties, limits);
    }

    /** Returns the same with a preference for standbys, unless the settings name another one. */
    public ServerConnection preferringStandbys() {
        Properties preferring = new Properties();
        preferring.putAll(properties);
        preferring.putIfAbsent(PGProperty.TARGET_SERVER_TYPE.getName(), "preferSecondary");
        return new ServerConnection(url, preferring);
    }

    /** Returns the server, database and user, without the password. */
    public String describe() {
        Properties parsed = Objects.requireNonNull(Driver.parseURL(url, properties));
        String[] hosts = String.valueOf(PGProperty.PG_HOST.getOrDefault(parsed)).split(",", -1);
        String[] ports = String.valueOf(PGProperty.PG_PORT.getOrDefault(parsed)).split(",", -1);
        return "jdbc:postgresql://" + place(hosts, ports, PGProperty.PG_DBNAME.getOrDefault(parsed))
                + " as " + PGProperty.USER.getOrDefault(parsed);
    }

    /** Returns the settings that replace time limits of commands, such as socketTimeout=0. */
    public List<String> timeLimits() {
        Properties parsed = Objects.requireNonNull(Driver.parseURL(url, properties));
        Stream<String> driver = Stream.of(
                        PGProperty.CONNECT_TIMEOUT,
                        PGProperty.LOGIN_TIMEOUT,
                        PGProperty.SOCKET_TIMEOUT)
                .filter(limit -> parsed.containsKey(limit.getName()))
                .map(limit -> limit.getName() + "=" + limit.getOrDefault(parsed));
        Stream<String> server = LIMIT_OPTION
                .matcher(parsed.getProperty(PGProperty.OPTIONS.getName(), ""))
                .results()
                .map(MatchResult::group);
        return Stream.concat(driver, server).toList();
    }

    private static String place(String[] hosts, String[] ports, String database) {
        if (hosts.length == 1 && hosts[0].startsWith("/")) {
            return "/" + database + "?host=" + hosts[0]
                    + (ports[0].equals(DEFAULT_PORT) ? "" : "&port=" + ports[0]);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < hosts.length; i++) {
            text.append(i == 0 ? "" : ",").append(server(hosts[i], ports[i]));
        }
        return text.append('/').append(database).toString();
    }

    @Override
    public String toString() {
        return describe();
    }
}
