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

    /**
     * Returns why the origin of a request is rejected, or null. Call this first: a page can read
     * any response, also that of a limit, only with the headers that allow its origin.
     */
    @Nullable
    Problem originRefusal(Exchange exchange) {
        return origins.refusal(exchange);
    }

    /**
     * Returns whether a request may continue; if not, the response has been sent.
     *
     * @param foreign why its origin is rejected, or null
     */
    boolean admits(Exchange exchange, @Nullable Problem foreign) {
        Problem refusal = refusal(exchange, foreign);
        if (refusal == null) {
            return true;
        }
        exchange.send(refusal);
        return false;
    }

    /** The same for files that need no token and no database. */
    boolean admitsAnybody(Exchange exchange, @Nullable Problem foreign) {
        Problem refusal = rates.admit(exchange.request()) ? foreign : Problems.TOO_FAST;
        if (refusal == null) {
            return true;
        }
        exchange.send(refusal);
        return false;
    }

    private @Nullable Problem refusal(Exchange exchange, @Nullable Problem foreign) {
        if (OriginPolicy.isPreflight(exchange)) {
            // browsers send it by themselves, so it does not count as a request
            return foreign;
        }
        if (!rates.admit(exchange.request())) {
            return Problems.TOO_FAST;
        }
        if (foreign != null) {
            return foreign;
        }
        Problem refusal = authentication.identify(exchange);
        if (refusal != null) {
            return refusal;
        }
        return watch.isUnreachable() ? Problems.UNREACHABLE : null;
    }
}
