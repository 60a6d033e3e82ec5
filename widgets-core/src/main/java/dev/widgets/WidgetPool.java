package dev.widgets;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Opens connection pools with time limits, which the driver and the server lack by default. A host
 * may use any other DataSource instead, with its own limits.
 */
public final class WidgetPool {

    private static final Duration LEAST_WAIT = Duration.ofMillis(250);

    private WidgetPool() {}

    /**
     * Opens a pool, which the caller must close. It connects when it is first used, so a host may
     * start before its database. It replaces lost connections by itself, and connections to a
     * server that has become read-only. If the URL names several hosts, it connects to the primary,
     * unless {@code targetServerType} says otherwise.
     *
     * @param url the URL of the database, {@code jdbc:postgresql://HOST:PORT/DATABASE}
     * @param driverProperties further properties of the driver, such as {@code user} and
     *     {@code password}; the limits replace the time limits among them
     * @param maximumSize the maximum number of connections. All pools on one server together must
     *     stay below its max_connections; twice the number of its cores is a good size for one pool
     * @param limits the time limits
     * @throws IllegalArgumentException if the URL is not a valid PostgreSQL URL
     */
    public static HikariDataSource open(
            String url, Properties driverProperties, int maximumSize, TimeLimits limits) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("widgets");
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(maximumSize);
        config.setConnectionTimeout(Math.max(limits.connect().toMillis(), LEAST_WAIT.toMillis()));
        config.setValidationTimeout(config.getConnectionTimeout());
        config.setInitializationFailTimeout(-1);
        config.setDataSourceProperties(withLimits(url, driverProperties, limits));
        return new HikariDataSource(config);
    }

    /**
     * Returns the driver's properties with the time limits, for connections without a pool. If the
     * URL names several hosts, only a primary is connected to, unless {@code targetServerType} says
     * otherwise.
     *
     * @throws IllegalArgumentException if the URL is not a valid PostgreSQL URL
     */
    public static Properties withLimits(
            String url, Properties driverProperties, TimeLimits limits) {
        Properties parsed = Driver.parseURL(url, driverProperties);
        if (parsed == null) {
            throw new IllegalArgumentException(
                    "Not a valid PostgreSQL URL; expected jdbc:postgresql://HOST:PORT/DATABASE.");
        }
        Properties properties = new Properties();
        properties.putAll(driverProperties);
        String given = PGProperty.OPTIONS.getOrDefault(parsed);
        String options = "-c statement_timeout=" + limits.statement().toMillis()
                + " -c lock_timeout=" + limits.lock().toMillis();
        PGProperty.OPTIONS.set(properties, given == null ? options : given + " " + options);
        PGProperty.CONNECT_TIMEOUT.set(properties, seconds(limits.connect()));
        PGProperty.LOGIN_TIMEOUT.set(properties, seconds(limits.connect()));
        PGProperty.SOCKET_TIMEOUT.set(properties, seconds(limits.socket()));
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        if (hasSeveralHosts(parsed) && PGProperty.TARGET_SERVER_TYPE.getOrNull(parsed) == null) {
            PGProperty.TARGET_SERVER_TYPE.set(properties, "primary");
        }
        if (PGProperty.APPLICATION_NAME.getOrDefault(parsed) == null
                || "PostgreSQL JDBC Driver"
                        .equals(PGProperty.APPLICATION_NAME.getOrDefault(parsed))) {
            PGProperty.APPLICATION_NAME.set(properties, "widgets");
        }
        return properties;
    }

    private static boolean hasSeveralHosts(Properties parsed) {
        String hosts = PGProperty.PG_HOST.getOrDefault(parsed);
        return hosts != null && hosts.contains(",");
    }

    /** Rounds up to whole seconds, the driver's unit, because 0 would mean no limit. */
    private static int seconds(Duration limit) {
        return Math.toIntExact(limit.plusMillis(999).toSeconds());
    }
}
