package dev.widgets.cli.serve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.widgets.AsyncWidgetRepository;
import dev.widgets.WidgetCoalescer;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** Determines the identity of each request from its token. */
final class Authentication {

    private static final String SCHEME = "bearer";
    private static final int REMEMBERED = 2000;

    private static final Problem NO_SECRET = Problem.of(500, "PGRST300", "Server lacks JWT secret");
    private static final Problem ANONYMOUS =
            Problem.of(401, "PGRST302", "Anonymous access is disabled").with(Problems.BEARER);

    private final WidgetCoalescer coalescer;
    private final Optional<TokenFiles> tokens;
    private final String anonymousRole;
    private final Optional<CallerIdentity> anonymous;
    private final Cache<String, AsyncWidgetRepository> roles =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /** A verified token, kept until it expires or is evicted. */
    record VerifiedToken(CallerIdentity caller, Tokens.Claims claims) {}

    Authentication(
            WidgetCoalescer coalescer, ServeOptions.Access access, Optional<TokenFiles> tokens) {
        this.coalescer = coalescer;
        this.tokens = tokens;
        anonymousRole = access.anonymousRole();
        anonymous = access.anonymous()
                ? Optional.of(new CallerIdentity(anonymousRole, "", true, widgets(anonymousRole)))
                : Optional.empty();
    }

    /** Sets the caller of an exchange, or returns why the token is rejected. */
    @Nullable
    Problem identify(Exchange exchange) {
        String header = exchange.header(HttpHeader.AUTHORIZATION);
        if (header == null || !isBearer(header)) {
            return asAnonymous(exchange);
        }
        if (tokens.isEmpty()) {
            return NO_SECRET;
        }
        try {
            refuseTwo(exchange);
            String token = header.substring(SCHEME.length()).stripLeading();
            CallerIdentity caller = caller(token);
            if (caller == null) {
                return ANONYMOUS;
            }
            exchange.callerIs(caller);
            return null;
        } catch (TokenRefusal e) {
            return e.problem();
        }
    }

    private static boolean isBearer(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && (header.length() == SCHEME.length()
                        || Character.isWhitespace(header.charAt(SCHEME.length())));
    }

    private @Nullable Problem asAnonymous(Exchange exchange) {
        if (anonymous.isEmpty()) {
            return ANONYMOUS;
        }
        exchange.callerIs(anonymous.get());
        return null;
    }

    private static void refuseTwo(Exchange exchange) throws TokenRefusal {
        List<HttpField> all = exchange.request().getHeaders().getFields(HttpHeader.AUTHORIZATION);
        if (all.size() > 1) {
            throw TokenRefusal.undecodable("More than one Authorization header is sent");
        }
    }

    private @Nullable CallerIdentity caller(String token) throws TokenRefusal {
        TokenFiles.Known known = tokens.orElseThrow().known();
        VerifiedToken entry = known.callers().getIfPresent(token);
        if (entry != null) {
            if (!entry.claims().isOver()) {
                return entry.caller();
            }
            known.callers().invalidate(token);
        }
        Tokens.Claims claims = known.tokens().verify(token);
        if (claims.role().isEmpty() && anonymous.isEmpty()) {
            return null;
        }
        String role = claims.role().orElse(anonymousRole);
        String subject = claims.subject();
        CallerIdentity caller = new CallerIdentity(
                role,
                subject,
                role.equals(anonymousRole),
                subject.isEmpty() ? widgets(role) : coalescer.as(role, subject));
        known.callers().put(token, new VerifiedToken(caller, claims));
        return caller;
    }

    private AsyncWidgetRepository widgets(String role) {
        return roles.get(role, coalescer::as);
    }
}
