package dev.widgets.cli.bench;

import dev.widgets.Outcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A client without a thread. The thread that completes an operation starts the next one. */
final class AsyncClient implements BiConsumer<@Nullable Object, @Nullable Throwable>, Runnable {

    private static final Executor AFTER_A_PAUSE =
            CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);

    private final Client client;
    private final AsyncLoad load;
    private long time;

    AsyncClient(Client client, AsyncLoad load) {
        this.client = client;
        this.load = load;
    }

    /** Returns the scheduled time of the next operation. */
    long time() {
        return time;
    }

    /** Starts the next operation, or waits for its scheduled time. */
    @Override
    public void run() {
        if (load.isStopped()) {
            load.hasEnded();
            return;
        }
        Pace pace = load.pace();
        if (pace.isOpen()) {
            long now = System.nanoTime();
            time = pace.take(now);
            if (time - now > 0) {
                load.isEarly(this);
                return;
            }
        }
        begin();
    }

    /** Starts the next operation now. */
    @SuppressWarnings("FutureReturnValueIgnored") // accept() handles the completion
    void begin() {
        Request request = client.next();
        if (!load.pace().isOpen()) {
            time = System.nanoTime();
        }
        CompletableFuture<?> answer = send(request);
        answer.whenComplete(this);
    }

    private CompletableFuture<?> send(Request request) {
        return switch (request.verb()) {
            case ASSOCIATE ->
                load.widgets()
                        .associate(
                                request.serialNumber(), request.peerSerialNumber(), request.port());
            case DISSOCIATE ->
                load.widgets()
                        .dissociate(
                                request.serialNumber(), request.peerSerialNumber(), request.port());
            case ADD ->
                load.widgets()
                        .add(
                                request.serialNumber(),
                                BenchSerials.NAME_OF_ADDED,
                                RepositoryTarget.PORTS);
            case REMOVE -> load.widgets().remove(request.serialNumber());
            case FIND -> load.widgets().find(request.serialNumber());
        };
    }

    /** Called when the operation has ended. */
    @Override
    public void accept(@Nullable Object value, @Nullable Throwable thrown) {
        long now = System.nanoTime();
        Request request = client.request();
        Outcome outcome = outcome(request, value, thrown);
        load.tally().record(client.number(), request.verb(), outcome, now - time);
        client.settle(outcome);
        if (Tally.isTrouble(outcome)) {
            // also prevents endless recursion if futures complete immediately
            AFTER_A_PAUSE.execute(this);
        } else {
            run();
        }
    }

    private Outcome outcome(Request request, @Nullable Object value, @Nullable Throwable thrown) {
        if (thrown != null) {
            return load.tally().outcome(thrown);
        }
        if (value instanceof Optional<?> found && found.isEmpty()) {
            return load.tally().wrong("The widget " + request.serialNumber() + " was not found.");
        }
        return Outcome.DONE;
    }
}
