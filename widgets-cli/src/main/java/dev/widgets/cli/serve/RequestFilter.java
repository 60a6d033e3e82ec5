package dev.widgets.cli.serve;

import org.jspecify.annotations.Nullable;

/** Admits or rejects requests: rate limit, origin, authentication, database availability. */
final class RequestFilter {

    private final OriginPolicy origins;
    private final Authentication authentication;
    private final ClientRates rates;
    private final DatabaseWatch watch;

    RequestFilter(
            OriginPolicy origins,
            Authentication authentication,
            ClientRates rates,
            DatabaseWatch watch) {
        this.origins = origins;
        this.authentication = authentication;
        this.rates = rates;
        this.watch = watch;
    }

    /** Returns whether a request may continue; if not, the response has been sent. */
    boolean admits(Exchange exchange) {
        Problem refusal = refusal(exchange);
        if (refusal == null) {
            return true;
        }
        exchange.send(refusal);
        return false;
    }

    private @Nullable Problem refusal(Exchange exchange) {
        if (!rates.admit(exchange.request())) {
            return Problems.TOO_FAST;
        }
        Problem refusal = origins.refusal(exchange);
        if (refusal != null || OriginPolicy.isPreflight(exchange)) {
            return refusal;
        }
        refusal = authentication.identify(exchange);
        if (refusal != null) {
            return refusal;
        }
        return watch.isUnreachable() ? Problems.UNREACHABLE : null;
    }
}
