package dev.widgets.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers that add widgets through the load balancer and write down what became of each. Half of
 * them send each request once; the other half send it with an {@code Idempotency-Key}, again and
 * again until it is done.
 */
final class AccountedLoad implements AutoCloseable {

    private static final int CALLERS = 12;
    private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();
    private static final long AGAIN_NANOS = Duration.ofMillis(100).toNanos();
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI uri;
    private final String token;
    private final List<Thread> callers = new ArrayList<>();
    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private final Queue<String> troubles = new ConcurrentLinkedQueue<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private volatile boolean ending;

    /** Begins; the serial numbers of its widgets start with the prefix. */
    AccountedLoad(String url, String token, String prefix) {
        uri = URI.create(url + "/rpc/add_widget");
        this.token = token;
        for (int i = 0; i < CALLERS; i++) {
            boolean keyed = i % 2 == 1;
            String name = prefix + "-" + i;
            Thread caller = new Thread(() -> call(name, keyed), name);
            callers.add(caller);
            caller.start();
        }
    }

    private void call(String name, boolean keyed) {
        for (int i = 0; !ending; i++) {
            String serialNumber = name + "-" + i;
            if (keyed) {
                sendUntilDone(serialNumber);
            } else {
                send(serialNumber, false).add(serialNumber);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void sendUntilDone(String serialNumber) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (send(serialNumber, true) != done) {
            if (System.nanoTime() > end) {
                wrong.add(serialNumber + " was never done");
                unknown.add(serialNumber);
                return;
            }
            LockSupport.parkNanos(AGAIN_NANOS);
        }
        done.add(serialNumber);
    }

    /** Sends a request and answers with the set that its outcome belongs to. */
    private Set<String> send(String serialNumber, boolean keyed) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(45))
                .POST(HttpRequest.BodyPublishers.ofString("{\"serial_number\":\"" + serialNumber
                        + "\",\"name\":\"\",\"ports\":[\"P\",\"Q\"]}"));
        if (keyed) {
            request.header("Idempotency-Key", serialNumber);
        }
        try {
            HttpResponse<String> answer =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return outcome(serialNumber, answer.statusCode(), answer.body());
        } catch (IOException e) {
            troubles.add(serialNumber + ": " + e);
            return unknown;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Set<String> outcome(String serialNumber, int status, String body) {
        if (status == 200) {
            return done;
        }
        String answer = serialNumber + ": " + status + " " + body;
        troubles.add(answer);
        if (status == 503) {
            return refused;
        }
        // 500 with SERVE001 is the documented unknown outcome; 502 and 504 are those of the load
        // balancer
        if (!(status == 500 && body.contains("SERVE001")) && status != 502 && status != 504) {
            wrong.add(answer);
        }
        return unknown;
    }

    /** What was not done at the first try since this was last asked. */
    List<String> takeTroubles() {
        List<String> taken = new ArrayList<>();
        for (String trouble = troubles.poll(); trouble != null; trouble = troubles.poll()) {
            taken.add(trouble);
        }
        return taken;
    }

    /** How many are done so far. */
    int done() {
        return done.size();
    }

    /** Compares what callers were told with the serial numbers of the table. */
    void account(Set<String> table) {
        System.err.printf(
                "done %d, refused %d, unknown %d, in the table %d%n",
                done.size(), refused.size(), unknown.size(), table.size());
        assertThat(wrong).as("answers that are not documented").isEmpty();
        assertThat(missing(done, table)).as("done and not there").isEmpty();
        Set<String> refusedAndThere = new TreeSet<>(refused);
        refusedAndThere.retainAll(table);
        assertThat(refusedAndThere).as("refused and there").isEmpty();
        Set<String> known = new TreeSet<>(done);
        known.addAll(unknown);
        assertThat(missing(table, known)).as("there and never asked for").isEmpty();
    }

    private static Set<String> missing(Set<String> expected, Set<String> actual) {
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(actual);
        return missing;
    }

    /** Waits until so many more are done. */
    void await(int more) {
        int enough = done.size() + more;
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (done.size() < enough) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Nothing is done any more: " + takeTroubles());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Returns when every request that was begun has its answer. */
    @Override
    public void close() {
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
