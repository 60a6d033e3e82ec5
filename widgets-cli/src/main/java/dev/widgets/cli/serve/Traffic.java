package dev.widgets.cli.serve;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the requests in progress and rejects those beyond the limit. */
final class Traffic {

    private static final Logger LOGGER = LoggerFactory.getLogger(Traffic.class);
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger scans = new AtomicInteger();
    private final AtomicLong lastBegan = new AtomicLong(System.nanoTime());
    private final int most;
    private final Metrics metrics;
    private final AccessLog log;
    private volatile boolean ending;

    Traffic(int most, Metrics metrics, AccessLog log) {
        this.most = most;
        this.metrics = metrics;
        this.log = log;
        metrics.gauge("widgets.http.requests.active", "Requests in progress", underWay::get);
    }

    /**
     * Counts a request and returns whether it is within the limit; in both cases call
     * {@link #leave}.
     */
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

    /** Counts a request in progress as one that may read the whole table. */
    void enterScan() {
        scans.incrementAndGet();
    }

    /** Counts such a request as finished; call {@link #leave} before. */
    void leaveScan() {
        scans.decrementAndGet();
    }

    /** Returns whether requests are in progress that do not read the whole table. */
    boolean hasOthers() {
        return underWay.get() > scans.get();
    }

    /** Closes each connection after its next response from now on. */
    void end() {
        lastBegan.set(System.nanoTime());
        ending = true;
    }

    boolean isEnding() {
        return ending;
    }

    /** Returns the time since the last request began, once the service is ending. */
    long quietNanos() {
        return System.nanoTime() - lastBegan.get();
    }

    void problem(Problem problem) {
        metrics.problem(problem.code());
    }

    void answered(Exchange exchange, int status) {
        try {
            metrics.answered(exchange.function(), status, exchange.nanos());
            log.write(exchange, status);
        } catch (RuntimeException e) {
            // the response matters more than its record
            LOGGER.warn("Recording a response failed", e);
        }
    }
}
