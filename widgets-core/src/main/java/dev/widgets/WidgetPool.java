package dev.widgets;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Makes pools of connections with time limits, which the driver and the server lack by default. A
 * host may bring a DataSource of its own instead; its limits are then its own.
 */
public final class WidgetPool {

    private static final Duration LEAST_WAIT = Duration.ofMillis(250);

    private WidgetPool() {}

    /**
     * Opens a pool, to be closed by the caller. It connects when it is first used, so that a host
     * may start before its database; it heals by itself when connections are lost.
     *
     * @param url {@code jdbc:postgresql:...}
     * @param driverProperties what else the driver is to know, such as {@code user} and
     *     {@code password}; the time limits among them are replaced
     * @param maximumSize the most connections. All pools on one server together must stay below its
     *     max_connections; twice the number of its cores is a good size for one
     * @param limits the time limits
     * @throws IllegalArgumentException if the URL is none of the driver's
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
     * The driver's properties with the time limits, for connections without a pool.
     *
     * @throws IllegalArgumentException if the URL is none of the driver's
     */
    public static Properties withLimits(
            String url, Properties driverProperties, TimeLimits limits) {
        Properties parsed = Driver.parseURL(url, driverProperties);
        if (parsed == null) {
            throw new IllegalArgumentException(
                    "The URL is not one of PostgreSQL's: it begins with jdbc:postgresql: and is well"
                            + " formed.");
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
        if (PGProperty.APPLICATION_NAME.getOrDefault(parsed) == null
                || "PostgreSQL JDBC Driver"
                        .equals(PGProperty.APPLICATION_NAME.getOrDefault(parsed))) {
            PGProperty.APPLICATION_NAME.set(properties, "widgets");
        }
        return properties;
    }

    /** The driver counts in whole seconds, and takes 0 for no limit. */
    private static int seconds(Duration limit) {
        return Math.toIntExact(limit.plusMillis(999).toSeconds());
    }
}
