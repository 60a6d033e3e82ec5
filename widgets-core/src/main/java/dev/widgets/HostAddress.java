package dev.widgets;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.PGProperty;

/**
 * One of the servers that a URL names.
 *
 * @param host a host name, an IP address or the folder of a Unix socket
 * @param port the port
 * @param address the IP address to connect to instead of looking up the host
 */
record HostAddress(String host, int port, Optional<String> address) {

    /** The property with the IP addresses of the hosts, as libpq names it. */
    static final String HOSTADDR = "hostaddr";

    /** Returns the servers that the driver's properties name. */
    static List<HostAddress> of(Properties parsed) {
        String[] hosts = list(Objects.requireNonNull(PGProperty.PG_HOST.getOrDefault(parsed)));
        String[] ports = list(Objects.requireNonNull(PGProperty.PG_PORT.getOrDefault(parsed)));
        String[] addresses = list(parsed.getProperty(HOSTADDR, ""));
        if (addresses.length > 1 && addresses.length != hosts.length) {
            throw new IllegalArgumentException(hosts.length + " hosts, but " + addresses.length
                    + " addresses in hostaddr; give one address for each host.");
        }
        List<HostAddress> all = new ArrayList<>();
        for (int i = 0; i < hosts.length; i++) {
            all.add(new HostAddress(
                    hosts[i].isEmpty() ? "localhost" : hosts[i],
                    Integer.parseInt(ports[i]),
                    Optional.of(i < addresses.length ? addresses[i] : "")
                            .filter(address -> !address.isEmpty())));
        }
        return all;
    }

    private static String[] list(String text) {
        return text.split(",", -1);
    }

    boolean isUnixSocket() {
        return address.isEmpty() && host.startsWith("/");
    }

    /** Returns the properties of a connection to this server alone. */
    Properties properties(Properties all) {
        Properties properties = new Properties();
        properties.putAll(all);
        properties.remove(HOSTADDR);
        PGProperty.PG_HOST.set(properties, isUnixSocket() ? "localhost" : host);
        PGProperty.PG_PORT.set(properties, port);
        if (isUnixSocket()) {
            PGProperty.SOCKET_FACTORY.set(properties, UnixSocketFactory.class.getName());
            PGProperty.SOCKET_FACTORY_ARG.set(properties, UnixSocketFactory.path(host, port));
            PGProperty.SSL_MODE.set(properties, "disable");
            PGProperty.GSS_ENC_MODE.set(properties, "disable");
        }
        address.ifPresent(there -> {
            properties.setProperty(HOSTADDR, there);
            PGProperty.SOCKET_FACTORY.set(properties, AddressSocketFactory.class.getName());
        });
        return properties;
    }

    /** Returns the server as people write it. */
    @Override
    public String toString() {
        if (isUnixSocket()) {
            return UnixSocketFactory.path(host, port);
        }
        return (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
    }
}
