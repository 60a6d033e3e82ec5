package dev.widgets.cli.serve;

import dev.widgets.cli.fixture.CommandProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers that add widgets, each request with a key of its own, and send it again until it is done:
 * a refusal means that it was done twice.
 */
final class KeyedLoad implements AutoCloseable {

    private static final long PATIENCE_NANOS = Duration.ofSeconds(40).toNanos();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI uri;
    private final List<Thread> callers = new ArrayList<>();
    private final AtomicInteger done = new AtomicInteger();
    private final Queue<String> repeated = new ConcurrentLinkedQueue<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private volatile boolean ending;

    KeyedLoad(String url, int connections) {
        uri = URI.create(url + "/rpc/add_widget");
        for (int i = 0; i < connections; i++) {
            String name = "L" + connections + "-" + i;
            Thread caller = new Thread(() -> call(name), name);
            callers.add(caller);
            caller.start();
        }
    }

    private void call(String name) {
        for (int i = 0; !ending; i++) {
            String serialNumber = name + "-" + i;
            long begin = System.nanoTime();
            while (!isDone(serialNumber)) {
                if (System.nanoTime() - begin > PATIENCE_NANOS) {
                    wrong.add(serialNumber + " was never done");
                    return;
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
            done.incrementAndGet();
        }
    }

    private boolean isDone(String serialNumber) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", serialNumber)
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString("{\"serial_number\":\"" + serialNumber
                        + "\",\"name\":\"\",\"ports\":[\"P\"]}"))
                .build();
        try {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                return true;
            }
            if (answer.statusCode() < 500) {
                wrong.add(serialNumber + ": " + answer.body());
                return true;
            }
            repeated.add(serialNumber + ": " + answer.statusCode() + " " + answer.body());
        } catch (IOException e) {
            repeated.add(serialNumber + ": " + e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return false;
    }

    int done() {
        return done.get();
    }

    /** Waits until so many more are done. */
    void await(int more) {
        int enough = done.get() + more;
        CommandProcess.await("enough are done", () -> done.get() >= enough || !wrong.isEmpty());
    }

    /** What had to be sent again, and why; forgotten when it is asked for. */
    List<String> takeRepeated() {
        List<String> all = new ArrayList<>(repeated);
        repeated.clear();
        return all;
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    @Override
    public void close() {
        end();
    }

    /** Returns when all that was begun is done. */
    void end() {
        ending = true;
        try {
            for (Thread caller : callers) {
                caller.join();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
