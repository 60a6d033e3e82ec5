package dev.widgets.cli.serve;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.InetAddressSet;
import org.jspecify.annotations.Nullable;

/** Identifies clients by their address, or by the address that a trusted proxy reports. */
final class Clients {

    private static final int NETWORK_BYTES = 8;

    private final InetAddressSet proxies = new InetAddressSet();

    Clients(List<String> trustedProxies) throws StartException {
        for (String text : trustedProxies) {
            try {
                add(text);
            } catch (IllegalArgumentException e) {
                throw StartException.options("Invalid trusted proxy '" + text
                        + "'; expected an address or a network, such as 10.0.0.1 or 10.0.0.0/8.");
            }
        }
    }

    /** Adds an address or a network in CIDR notation, but no host name. */
    private void add(String text) {
        if (literal(text.replaceFirst("/\\d{1,3}$", "")) == null) {
            throw new IllegalArgumentException(text);
        }
        proxies.add(text);
    }

    /**
     * Returns the address of a client; for IPv6 its /64 network, which usually belongs to one
     * client.
     */
    InetAddress of(Request request) {
        InetAddress client = peer(request);
        if (isTrusted(client)) {
            client = forwarded(request, client);
        }
        return network(client);
    }

    private static InetAddress peer(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress()
                                instanceof InetSocketAddress address
                        && address.getAddress() != null
                ? address.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    /**
     * Returns the last address that is not a trusted proxy; clients can forge the entries before
     * it.
     */
    private InetAddress forwarded(Request request, InetAddress peer) {
        List<String> path = request.getHeaders().getCSV(HttpHeader.X_FORWARDED_FOR, false);
        InetAddress client = peer;
        for (int i = path.size() - 1; i >= 0; i--) {
            InetAddress before = literal(path.get(i));
            if (before == null) {
                return client;
            }
            client = before;
            if (!isTrusted(client)) {
                return client;
            }
        }
        return client;
    }

    private boolean isTrusted(InetAddress address) {
        return proxies.test(address);
    }

    /** Parses an IP address, with or without a port, without resolving names. */
    static @Nullable InetAddress literal(String text) {
        String bare = text.startsWith("[")
                ? text.replaceFirst("^\\[(.*)].*$", "$1")
                : text.replaceFirst("^([0-9.]+):\\d{1,5}$", "$1");
        if (!bare.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            return null;
        }
        try {
            return InetAddress.getByName(bare);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static InetAddress network(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 2 * NETWORK_BYTES) {
            Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
            try {
                return InetAddress.getByAddress(bytes);
            } catch (UnknownHostException e) {
                return address;
            }
        }
        return address;
    }
}
