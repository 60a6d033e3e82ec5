package dev.widgets;

import dev.widgets.Pending.Change;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Threads of which each sends batches and single calls in turn; also as a process of its own, which
 * prints what it did.
 *
 * @param dataSource connections as superuser, each a new one
 * @param threads how many threads
 * @param rounds how many batches or calls each makes
 * @param widgets how many widgets they meet on
 */
record MixedSwarm(DataSource dataSource, int threads, int rounds, int widgets) {

    private static final String[] PORTS = {"PQR", "PPP", "QQR", "RRP", "PPQ", "QR", "PP", "RQP"};

    /** Arguments: URL, user, password, threads, rounds, widgets, seed. */
    public static void main(String[] args) throws Exception {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(args[0]);
        dataSource.setUser(args[1]);
        dataSource.setPassword(args[2]);
        MixedSwarm swarm = new MixedSwarm(
                dataSource,
                Integer.parseInt(args[3]),
                Integer.parseInt(args[4]),
                Integer.parseInt(args[5]));
        swarm.run(Long.parseLong(args[6])).forEach(event -> System.out.println(print(event)));
    }

    List<History.Event> run(long seed) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Future<List<History.Event>>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Random random = new Random(seed + i);
            running.add(executor.submit(() -> perform(random)));
        }
        executor.shutdown();
        List<History.Event> events = new ArrayList<>();
        for (Future<List<History.Event>> one : running) {
            events.addAll(one.get());
        }
        return events;
    }

    private List<History.Event> perform(Random random) throws SQLException {
        List<History.Event> events = new ArrayList<>();
        try (Connection batching = dataSource.getConnection();
                Connection single = dataSource.getConnection()) {
            batching.setAutoCommit(false);
            for (int i = 0; i < rounds; i++) {
                if (random.nextBoolean()) {
                    events.add(single(single, next(random)));
                } else {
                    List<Call> calls = Stream.generate(() -> next(random))
                            .filter(call -> call.verb() != Call.Verb.GET)
                            .limit(1 + random.nextInt(20))
                            .toList();
                    batch(batching, single, calls, events);
                }
            }
        }
        return events;
    }

    private static History.Event single(Connection connection, Call call) throws SQLException {
        long invoked = System.nanoTime();
        Call.Outcome outcome = call.performInOrder(connection);
        return new History.Event(call, outcome.text(), outcome.order(), invoked, System.nanoTime());
    }

    private static void batch(
            Connection connection, Connection other, List<Call> calls, List<History.Event> events)
            throws SQLException {
        List<Change> changes = calls.stream()
                .map(call -> new Change(Optional.empty(), operation(call)))
                .toList();
        ChangeBatch batch = new ChangeBatch(Optional.empty(), changes);
        long invoked = System.nanoTime();
        Optional<SqlFailure> failure = batch.run(connection);
        if (failure.isPresent()) {
            throw failure.get().error();
        }
        // drawn under the locks of the batch, one for each of its operations in turn
        List<String> numbers = Rows.of(
                connection,
                "select nextval('" + Swarm.ORDER + "') from generate_series(1, " + calls.size()
                        + ")");
        connection.commit();
        long returned = System.nanoTime();
        for (int i = 0; i < calls.size(); i++) {
            Change change = changes.get(i);
            if (batch.undecided().contains(change)) {
                events.add(single(other, calls.get(i)));
            } else {
                boolean done = change.failure().isEmpty();
                long order = done ? Long.parseLong(numbers.get(i)) : 0;
                events.add(
                        new History.Event(calls.get(i), outcome(change), order, invoked, returned));
            }
        }
    }

    private static String outcome(Change change) {
        return change.failure()
                .map(e -> (RefusedException) e)
                .map(e -> e.rule().sqlName() + " " + e.argument())
                .orElse(Call.DONE);
    }

    private static Operation operation(Call call) {
        List<String> arguments = call.arguments();
        String one = arguments.get(0);
        return switch (call.verb()) {
            case ADD -> Operation.add(one, "", Ports.parse(arguments.get(1)));
            case REMOVE -> Operation.remove(one);
            case ASSOCIATE ->
                Operation.associate(one, arguments.get(1), PortType.parse(arguments.get(2)));
            case DISSOCIATE ->
                Operation.dissociate(one, arguments.get(1), PortType.parse(arguments.get(2)));
            case GET -> throw new IllegalArgumentException("no operation that writes");
        };
    }

    /** Many additions and removals: they are what can go wrong in a batch. */
    private Call next(Random random) {
        String one = "W" + random.nextInt(widgets);
        String other = "W" + random.nextInt(widgets);
        String port = "PQR".substring(random.nextInt(3)).substring(0, 1);
        int kind = random.nextInt(100);
        if (kind < 35) {
            return Call.associate(one, other, port);
        } else if (kind < 55) {
            return Call.dissociate(one, other, port);
        } else if (kind < 78) {
            return Call.add(one, PORTS[random.nextInt(PORTS.length)]);
        } else if (kind < 92) {
            return Call.remove(one);
        }
        return Call.get(one);
    }

    private static String print(History.Event event) {
        return String.join(
                "\t",
                event.call().verb().name(),
                String.join(",", event.call().arguments()),
                event.outcome(),
                String.valueOf(event.order()),
                String.valueOf(event.invoked()),
                String.valueOf(event.returned()));
    }

    /** Reads what another process has printed; its clock is that of this machine. */
    static History.Event parse(String line) {
        String[] parts = line.split("\t", -1);
        Call call = new Call(Call.Verb.valueOf(parts[0]), List.of(parts[1].split(",")));
        return new History.Event(
                call,
                parts[2],
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]),
                Long.parseLong(parts[5]));
    }
}
