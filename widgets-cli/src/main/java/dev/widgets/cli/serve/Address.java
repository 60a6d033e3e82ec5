package dev.widgets.cli.serve;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An address to listen on.
 *
 * @param host a host name or IP address
 * @param port a port, or 0 for any free port
 */
public record Address(String host, int port) {

    private static final int MOST_PORT = 65_535;

    /**
     * Reads {@code HOST:PORT}, where HOST may be an IPv6 address in brackets.
     *
     * @throws IllegalArgumentException if the text is not of this form
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
            throw new IllegalArgumentException("Invalid address '" + text
                    + "'; expected HOST:PORT, such as 127.0.0.1:3000 or [::1]:3000.");
        }
        return new Address(host, Integer.parseInt(port));
    }

    /** Returns whether only this machine can reach the address. */
    boolean isLoopback() throws StartException {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            throw StartException.options(
                    "Unknown host '" + host + "'; give a host name or address of this machine.");
        }
    }

    /**
     * Returns whether this stands for all addresses of the machine, so that no client can use it.
     */
    boolean isEveryAddress() {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Returns the address as written in a URL. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
