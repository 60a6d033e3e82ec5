package dev.widgets;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;

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
     * <p>Beyond the driver, the URL and the properties understand these of libpq: a folder of Unix
     * sockets as the host ({@code jdbc:postgresql:///app?host=/var/run/postgresql}),
     * {@code hostaddr}, and {@code passfile}. Several hosts are tried in turn, each with its own
     * password of the password file. The limits of statements and locks are sent as options of the
     * startup packet; if a connection pooler refuses these, they are left to the database, and a
     * warning is logged once. The property {@code widgets.limits} chooses: {@code startup} (the
     * default), {@code session} (by a statement after the login) or {@code database} (not at all).
     *
     * @param url the URL of the database, {@code jdbc:postgresql://HOST:PORT/DATABASE}
     * @param driverProperties further properties of the driver, such as {@code user} and
     *     {@code password}; those of the URL replace them
     * @param maximumSize the maximum number of connections. All pools on one server together must
     *     stay below its max_connections; twice the number of its cores is a good size for one pool
     * @param limits the time limits; {@code connectTimeout}, {@code loginTimeout},
     *     {@code socketTimeout} and {@code options} of the URL or the properties replace them one
     *     by one
     * @throws IllegalArgumentException if the URL is not a valid PostgreSQL URL
     */
    public static HikariDataSource open(
            String url, Properties driverProperties, int maximumSize, TimeLimits limits) {
        ConnectionSettings settings = ConnectionSettings.of(url, driverProperties, limits);
        HikariConfig config = new HikariConfig();
        config.setPoolName("widgets");
        config.setDataSource(new DriverConnections(settings));
        config.setMaximumPoolSize(maximumSize);
        config.setConnectionTimeout(
                settings.poolMillis() == 0
                        ? 0
                        : Math.max(settings.poolMillis(), LEAST_WAIT.toMillis()));
        config.setValidationTimeout(config.getConnectionTimeout());
        config.setInitializationFailTimeout(-1);
        config.setExceptionOverride(keepingConnectionsOfClients());
        return new HikariDataSource(config);
    }

    /**
     * HikariCP decides by the SQLSTATE which connections it closes. A proxy, because no class of
     * the library may implement an interface of HikariCP, which hosts need not have.
     */
    private static SQLExceptionOverride keepingConnectionsOfClients() {
        return (SQLExceptionOverride) Proxy.newProxyInstance(
                WidgetPool.class.getClassLoader(),
                new Class<?>[] {SQLExceptionOverride.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "adjudicate" ->
                        NodeErrors.leavesClientConnected((SQLException) arguments[0])
                                ? SQLExceptionOverride.Override.DO_NOT_EVICT
                                : SQLExceptionOverride.Override.CONTINUE_EVICT;
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "keeps connections of clients";
                });
    }

    /**
     * Returns a DataSource without a pool, which opens a new connection on each call. It connects
     * in the same way as {@link #open(String, Properties, int, TimeLimits)}.
     *
     * @throws IllegalArgumentException if the URL is not a valid PostgreSQL URL
     */
    public static DataSource connections(
            String url, Properties driverProperties, TimeLimits limits) {
        return new DriverConnections(ConnectionSettings.of(url, driverProperties, limits));
    }
}
