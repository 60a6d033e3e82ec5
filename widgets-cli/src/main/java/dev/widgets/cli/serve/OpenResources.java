package dev.widgets.cli.serve;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a service has opened; closed in reverse order, whatever happens on the way. */
final class OpenResources implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(OpenResources.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** Returns the resource after taking it over. */
    synchronized <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public synchronized void close() {
        for (AutoCloseable next = open.poll(); next != null; next = open.poll()) {
            try {
                next.close();
            } catch (Throwable e) {
                LOGGER.warn("Closing {} failed", next.getClass().getSimpleName(), e);
            }
        }
    }
}
