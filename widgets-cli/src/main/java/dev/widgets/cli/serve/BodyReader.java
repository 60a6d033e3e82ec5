package dev.widgets.cli.serve;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body without blocking a thread; usually all of it has already arrived. A body that is too
 * large or too slow ends the request.
 */
final class BodyReader implements Invocable.Task {

    private final Exchange exchange;
    private final BodyLimits limits;
    private final Consumer<byte[]> next;
    private byte @Nullable [] only;
    private @Nullable ByteArrayOutputStream collected;
    private final AtomicBoolean decided = new AtomicBoolean();
    private int length;
    private @Nullable ScheduledFuture<?> patience;

    /**
     * Limits of a body.
     *
     * @param bytes the maximum number of bytes
     * @param millis the time limit for the body to arrive
     * @param clock schedules the time limit
     */
    record BodyLimits(int bytes, long millis, ScheduledExecutorService clock) {}

    private BodyReader(Exchange exchange, BodyLimits limits, Consumer<byte[]> next) {
        this.exchange = exchange;
        this.limits = limits;
        this.next = next;
    }

    /** Reads the body and passes it on. */
    static void read(Exchange exchange, BodyLimits limits, Consumer<byte[]> next) {
        HttpFields headers = exchange.request().getHeaders();
        if (headers.getLongField(HttpHeader.CONTENT_LENGTH) > limits.bytes()) {
            exchange.send(Problems.tooLarge(limits.bytes()));
            return;
        }
        new BodyReader(exchange, limits, next).run();
    }

    @Override
    public void run() {
        try {
            readAvailable();
        } catch (Throwable e) {
            // such as a body that does not fit into the heap; the request must not stay open
            exchange.fail(e);
        }
    }

    private void readAvailable() {
        Request request = exchange.request();
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                beginPatience();
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                end(() -> exchange.send(Problems.UNREADABLE));
                return;
            }
            boolean fits = take(chunk);
            boolean last = chunk.isLast();
            chunk.release();
            if (!fits) {
                end(() -> exchange.send(Problems.tooLarge(limits.bytes())));
                return;
            }
            if (last) {
                end(() -> next.accept(body()));
                return;
            }
        }
    }

    private boolean take(Content.Chunk chunk) {
        int size = chunk.remaining();
        if (size == 0) {
            return true;
        }
        length += size;
        if (length > limits.bytes()) {
            return false;
        }
        byte[] bytes = new byte[size];
        chunk.getByteBuffer().get(bytes);
        if (only == null) {
            only = bytes;
            return true;
        }
        if (collected == null) {
            collected = new ByteArrayOutputStream(2 * length);
            collected.writeBytes(only);
        }
        collected.writeBytes(bytes);
        return true;
    }

    private byte[] body() {
        if (collected != null) {
            return collected.toByteArray();
        }
        return only == null ? new byte[0] : only;
    }

    private void beginPatience() {
        if (patience == null) {
            patience = limits.clock()
                    .schedule(
                            () -> end(() -> exchange.send(Problems.TOO_SLOW)),
                            limits.millis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Decides once, whether by the last byte or by the time limit: a request that was rejected must
     * not be executed as well.
     */
    private void end(Runnable decision) {
        if (decided.compareAndSet(false, true)) {
            if (patience != null) {
                patience.cancel(false);
            }
            decision.run();
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
