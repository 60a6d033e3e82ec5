package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Many threads that call the functions at once, each over a connection of its own and each call a
 * transaction of its own. Everything is recorded, so that the {@link History} can be checked.
 */
final class Swarm implements AutoCloseable {

    /** A sequence: drawn from under the locks of a call, it tells the order of those that meet. */
    static final String ORDER = "swarm_order";

    /** The promised limit of a call is 1 s; the rest is for a loaded machine. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** A call queues for the row of a hot widget several times, on another node for 5 s each. */
    private static final Duration DISTRIBUTED_LIMIT = Duration.ofSeconds(30);

    private static final Pattern PUT_OFF = Pattern.compile(
            "(?s)registry_is_busy .*|ERROR: canceling statement due to lock timeout.*");

    private final TestDatabase database;
    private final Door door;
    private final List<Connection> connections = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Opens a connection for one of the threads. */
    @FunctionalInterface
    interface Door {
        Connection open() throws SQLException;
    }

    Swarm(TestDatabase database) throws SQLException {
        this(database, database::connect);
    }

    /** The same through another door than the database's own. */
    Swarm(TestDatabase database, Door door) throws SQLException {
        this.database = database;
        this.door = door;
        database.execute("create sequence if not exists " + ORDER);
    }

    /**
     * Lets every thread perform its calls, all starting at the same moment, and asserts that what
     * they did could have been done by one after the other, and that the registry is sound.
     *
     * @param calls what the next call of a thread is to be, from its random numbers
     */
    History run(String name, int size, int callsEach, Function<Random, Call> calls)
            throws Exception {
        while (connections.size() < size) {
            connections.add(door.open());
        }
        long seed = Long.getLong("widgets.test.seed", System.nanoTime());
        String again = name + ", -Dwidgets.test.seed=" + seed;
        RegistryModel start = RegistryModel.read(connections.get(0));
        long begin = System.nanoTime();
        List<History.Event> events = perform(size, callsEach, seed, calls);
        long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        History history = new History(
                start, decided(database, events), RegistryModel.read(connections.get(0)));
        System.out.println(again + ": " + size + " threads, " + size * callsEach + " calls in "
                + millis + " ms, " + history.done() + " changes, longest "
                + history.longest().toMillis() + " ms");
        try {
            history.assertLinear();
            assertThat(history.longest()).as("longest call").isLessThan(limit(database));
            database.assertSound();
        } catch (AssertionError e) {
            throw new AssertionError(again + ": " + history.outcomes(), e);
        }
        return history;
    }

    /** Returns how long a call may take. */
    static Duration limit(TestDatabase database) {
        return database.isDistributed() ? DISTRIBUTED_LIMIT : LIMIT;
    }

    /**
     * Returns the calls that a history has to explain: on several nodes, not those that failed
     * because of others, with nothing done.
     */
    static List<History.Event> decided(TestDatabase database, List<History.Event> events) {
        if (!database.isDistributed()) {
            return events;
        }
        List<History.Event> decided = events.stream()
                .filter(event ->
                        event.order() > 0 || !PUT_OFF.matcher(event.outcome()).matches())
                .toList();
        System.out.println(events.size() - decided.size() + " calls failed because of others");
        return decided;
    }

    private List<History.Event> perform(
            int size, int callsEach, long seed, Function<Random, Call> calls) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(size);
        List<Future<List<History.Event>>> running = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Connection connection = connections.get(i);
            Random random = new Random(seed + i);
            running.add(threads.submit(() -> {
                barrier.await(60, TimeUnit.SECONDS);
                return perform(connection, callsEach, random, calls);
            }));
        }
        List<History.Event> events = new ArrayList<>(size * callsEach);
        for (Future<List<History.Event>> one : running) {
            events.addAll(one.get());
        }
        return events;
    }

    private static List<History.Event> perform(
            Connection connection, int count, Random random, Function<Random, Call> calls)
            throws SQLException {
        List<History.Event> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Call call = calls.apply(random);
            long invoked = System.nanoTime();
            Call.Outcome outcome = call.performInOrder(connection);
            events.add(new History.Event(
                    call, outcome.text(), outcome.order(), invoked, System.nanoTime()));
        }
        return events;
    }

    @Override
    public void close() throws SQLException {
        threads.shutdownNow();
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
