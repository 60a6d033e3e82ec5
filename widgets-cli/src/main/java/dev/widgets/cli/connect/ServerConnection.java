package dev.widgets.cli.connect;

import dev.widgets.TimeLimits;
import dev.widgets.WidgetPool;
import dev.widgets.cli.console.Secrets;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * How to connect to a server.
 *
 * @param url a URL of the driver's
 * @param properties what else the driver is told, a password perhaps
 */
public record ServerConnection(String url, Properties properties) {

    public DriverDataSource dataSource(TimeLimits limits) {
        return new DriverDataSource(url, WidgetPool.withLimits(url, properties, limits));
    }

    /** Where it leads, without the password. */
    public String describe() {
        Properties parsed = Driver.parseURL(url, properties);
        if (parsed == null) {
            return Secrets.hide(url);
        }
        String[] hosts = String.valueOf(PGProperty.PG_HOST.getOrDefault(parsed)).split(",", -1);
        String[] ports = String.valueOf(PGProperty.PG_PORT.getOrDefault(parsed)).split(",", -1);
        StringBuilder text = new StringBuilder("jdbc:postgresql://");
        for (int i = 0; i < hosts.length; i++) {
            text.append(i == 0 ? "" : ",").append(hosts[i]).append(':').append(ports[i]);
        }
        return text.append('/')
                .append(PGProperty.PG_DBNAME.getOrDefault(parsed))
                .append(" as ")
                .append(PGProperty.USER.getOrDefault(parsed))
                .toString();
    }

    @Override
    public String toString() {
        return describe();
    }
}
