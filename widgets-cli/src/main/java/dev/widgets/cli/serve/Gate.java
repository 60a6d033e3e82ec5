package dev.widgets.cli.serve;

import org.jspecify.annotations.Nullable;

/** Lets requests in, each with its caller. */
final class Gate {

    private final Browsers browsers;
    private final Callers callers;
    private final ClientRates rates;
    private final DatabaseWatch watch;

    Gate(Browsers browsers, Callers callers, ClientRates rates, DatabaseWatch watch) {
        this.browsers = browsers;
        this.callers = callers;
        this.rates = rates;
        this.watch = watch;
    }

    /** Whether a request may go on; if not, it has been answered. */
    boolean letIn(Exchange exchange) {
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
        Problem refusal = browsers.refusal(exchange);
        if (refusal != null || Browsers.isPreflight(exchange)) {
            return refusal;
        }
        refusal = callers.identify(exchange);
        if (refusal != null) {
            return refusal;
        }
        return watch.isUnreachable() ? Problems.UNREACHABLE : null;
    }
}
