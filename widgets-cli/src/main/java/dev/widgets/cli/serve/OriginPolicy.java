package dev.widgets.cli.serve;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;

/**
 * Rejects requests of web pages from other origins. This protects a service that needs no token: a
 * browser would send requests for any page, and an attacker's DNS name that resolves to this
 * machine (DNS rebinding) would make the service same-origin.
 */
final class OriginPolicy {

    private static final HttpField METHODS = new PreEncodedHttpField(
            HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, HEAD, OPTIONS");
    private static final HttpField MAX_AGE =
            new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_MAX_AGE, "86400");

    private static final Pattern PORT = Pattern.compile(":\\d*$");

    private final boolean checksHost;
    private final boolean needsToken;
    private final Set<String> hosts = new HashSet<>();
    private final Set<String> origins;

    OriginPolicy(ServeOptions.Access access, Address listen, boolean loopback) {
        checksHost = !access.needsToken() && (loopback || !access.hosts().isEmpty());
        needsToken = access.needsToken();
        origins = new HashSet<>(access.origins());
        hosts.addAll(List.of("localhost", "127.0.0.1", "[::1]"));
        hosts.add(new Address(listen.host(), 0).toString().replaceFirst(":0$", ""));
        access.hosts().forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
    }

    /** Returns why a request is rejected, or null if it is allowed. */
    @Nullable
    Problem refusal(Exchange exchange) {
        String host = exchange.header(HttpHeader.HOST);
        if (checksHost && !isOwn(authority(exchange, host))) {
            return Problems.FOREIGN_HOST;
        }
        String origin = exchange.header(HttpHeader.ORIGIN);
        if (origin == null) {
            return null;
        }
        if (origins.contains("*") || (needsToken && origins.isEmpty())) {
            exchange.allowOrigin("*");
            return null;
        }
        if (origins.contains(origin) || isSame(origin, authority(exchange, host))) {
            exchange.allowOrigin(origin);
            return null;
        }
        return Problems.FOREIGN_ORIGIN;
    }

    /** Returns the host and port of a request; HTTP/2 has them in the URI. */
    private static String authority(Exchange exchange, @Nullable String host) {
        String authority = host == null
                ? String.valueOf(exchange.request().getHttpURI().getAuthority())
                : host;
        return authority.toLowerCase(Locale.ROOT);
    }

    private boolean isOwn(String authority) {
        String name = PORT.matcher(authority).replaceFirst("");
        return hosts.contains(name) || name.endsWith(".localhost");
    }

    private static boolean isSame(String origin, String authority) {
        try {
            return authority.equals(
                    String.valueOf(URI.create(origin).getAuthority()).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Returns whether a request is a CORS preflight. */
    static boolean isPreflight(Exchange exchange) {
        return Method.of(exchange.request().getMethod()) == Method.OPTIONS
                && exchange.header(HttpHeader.ORIGIN) != null
                && exchange.header(HttpHeader.ACCESS_CONTROL_REQUEST_METHOD) != null;
    }

    /** Returns the response to a preflight of an allowed origin. */
    static ApiResponse preflight(Exchange exchange) {
        String wanted = exchange.header(HttpHeader.ACCESS_CONTROL_REQUEST_HEADERS);
        String headers = wanted != null && wanted.matches("[A-Za-z0-9, _-]*")
                ? "Authorization, " + wanted
                : "Authorization";
        return ApiResponse.of(
                200,
                new byte[0],
                METHODS,
                MAX_AGE,
                new HttpField(HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS, headers));
    }
}
