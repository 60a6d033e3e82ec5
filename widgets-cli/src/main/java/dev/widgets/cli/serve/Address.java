package dev.widgets.cli.serve;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where to listen.
 *
 * @param host a name or an address
 * @param port a port, 0 for any that is free
 */
public record Address(String host, int port) {

    private static final int MOST_PORT = 65_535;

    /**
     * Reads {@code HOST:PORT}, where HOST may be an IPv6 address in brackets.
     *
     * @throws IllegalArgumentException if it is something else; the message says what
     */
    public static Address parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            host = "";
        }
        String port = text.substring(colon + 1);
        if (host.isEmpty() || !port.matches("\\d{1,5}") || Integer.parseInt(port) > MOST_PORT) {
            throw new IllegalArgumentException("An address to listen on is HOST:PORT, such as"
                    + " 127.0.0.1:3000 or [::1]:3000, not '" + text + "'.");
        }
        return new Address(host, Integer.parseInt(port));
    }

    /** Whether nobody beyond this machine can reach it. */
    boolean isLoopback() throws StartException {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            throw StartException.options("There is no host '" + host + "' to listen on.");
        }
    }

    /**
     * Whether it stands for all addresses of the machine, so that nobody can call it by this name.
     */
    boolean isEveryAddress() {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** As it stands in a URL. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
