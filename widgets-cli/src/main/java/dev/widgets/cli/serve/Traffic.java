package dev.widgets.cli.serve;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the requests that are under way, and turns away those that are too many. */
final class Traffic {

    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong lastBegan = new AtomicLong(System.nanoTime());
    private final int most;
    private final Metrics metrics;
    private final AccessLog log;
    private volatile boolean ending;

    Traffic(int most, Metrics metrics, AccessLog log) {
        this.most = most;
        this.metrics = metrics;
        this.log = log;
        metrics.gauge("widgets.http.requests.active", "Requests under way", underWay::get);
    }

    /** Lets a request in, unless too many are under way; either way it has to leave again. */
    boolean enter() {
        boolean fits = underWay.incrementAndGet() <= most;
        if (ending) {
            lastBegan.set(System.nanoTime());
        }
        return fits;
    }

    void leave() {
        underWay.decrementAndGet();
    }

    int underWay() {
        return underWay.get();
    }

    /** From now on every answer asks for the end of its connection. */
    void end() {
        lastBegan.set(System.nanoTime());
        ending = true;
    }

    boolean isEnding() {
        return ending;
    }

    /** Since when no request has begun, once it is ending. */
    long quietNanos() {
        return System.nanoTime() - lastBegan.get();
    }

    void problem(Problem problem) {
        metrics.problem(problem.code());
    }

    void answered(Exchange exchange, int status) {
        metrics.answered(exchange.function(), status, exchange.nanos());
        log.write(exchange, status);
    }
}
