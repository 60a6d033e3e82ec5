package dev.widgets;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/**
 * The repository beside the raw driver that calls the same functions, with the same pool and
 * threads, operation by operation, rounds interleaved; {@code examples/benchmarks/repository} runs
 * it. The database is one that may be filled: a million widgets are added to an empty one.
 */
public final class RepositoryBenchmark {

    private static final int WIDGETS = 1_000_000;

    private final DataSource pool;
    private final int threads;
    private final int operations;

    private enum Step {
        ADD,
        ASSOCIATE,
        DISSOCIATE,
        REMOVE
    }

    /** One operation on the i-th pair of new widgets of a client. */
    @FunctionalInterface
    private interface Client {
        void run(Step step, String serialNumber, String peerSerialNumber) throws SQLException;
    }

    private RepositoryBenchmark(DataSource pool, int threads, int operations) {
        this.pool = pool;
        this.threads = threads;
        this.operations = operations;
    }

    /** Arguments: a JDBC URL, threads, operations a thread and step, rounds. */
    public static void main(String[] args) throws Exception {
        int threads = Integer.parseInt(args[1]);
        TimeLimits limits = TimeLimits.DEFAULT;
        try (HikariDataSource pool = WidgetPool.open(args[0], new Properties(), threads, limits)) {
            WidgetSchema.over(pool).migrate();
            fill(args[0]);
            new RepositoryBenchmark(pool, threads, Integer.parseInt(args[2]))
                    .compare(Integer.parseInt(args[3]));
        }
    }

    private static void fill(String url) throws SQLException {
        try (Connection connection = java.sql.DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("insert into widgets_store.widgets"
                    + " select 'W' || i, 'widget ' || i, 'PQR', '{null,null,null}'"
                    + " from generate_series(1, " + WIDGETS + ") i on conflict do nothing");
            statement.execute("vacuum analyze widgets_store.widgets");
            statement.execute("checkpoint");
        }
    }

    private void compare(int rounds) throws Exception {
        Map<Step, List<Double>> raw = new EnumMap<>(Step.class);
        Map<Step, List<Double>> repository = new EnumMap<>(Step.class);
        WidgetRepository widgets = WidgetRepository.over(pool);
        measure(this::raw, new EnumMap<>(Step.class)); // to warm up
        measure((step, a, b) -> call(widgets, step, a, b), new EnumMap<>(Step.class));
        for (int round = 0; round < rounds; round++) {
            measure(this::raw, raw);
            measure((step, a, b) -> call(widgets, step, a, b), repository);
        }
        System.out.printf("%-12s %12s %12s %8s%n", "operation", "raw/s", "library/s", "ratio");
        for (Step step : Step.values()) {
            double a = median(raw.get(step));
            double b = median(repository.get(step));
            System.out.printf(
                    "%-12s %,12.0f %,12.0f %8.2f%n",
                    step.name().toLowerCase(java.util.Locale.ROOT), a, b, b / a);
        }
    }

    private void measure(Client client, Map<Step, List<Double>> results) throws Exception {
        for (Step step : Step.values()) {
            ExecutorService executor = Executors.newFixedThreadPool(threads);
            try {
                List<Future<?>> done = new ArrayList<>();
                long start = System.nanoTime();
                for (int thread = 0; thread < threads; thread++) {
                    int own = thread;
                    done.add(executor.submit(() -> run(client, step, own)));
                }
                for (Future<?> one : done) {
                    one.get();
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                results.computeIfAbsent(step, s -> new ArrayList<>())
                        .add(threads * (double) operations / seconds);
            } finally {
                executor.shutdown();
            }
        }
    }

    /** Pairs are of the thread's own, so that nothing is refused and nobody waits. */
    private Void run(Client client, Step step, int thread) throws SQLException {
        int share = WIDGETS / threads;
        for (int i = 0; i < operations; i++) {
            int first = 1 + thread * share + (int) ((i * 2654435761L) % (share / 2)) * 2;
            boolean pair = step == Step.ASSOCIATE || step == Step.DISSOCIATE;
            String own = pair ? "W" + first : "new-" + thread + "-" + i;
            client.run(step, own, "W" + (first + 1));
        }
        return null;
    }

    private static void call(WidgetRepository widgets, Step step, String a, String b) {
        switch (step) {
            case ADD -> widgets.add(a, "a new widget", Ports.of(PortType.P, PortType.R));
            case ASSOCIATE -> widgets.associate(a, b, PortType.P);
            case DISSOCIATE -> widgets.dissociate(a, b, PortType.P);
            case REMOVE -> widgets.remove(a);
        }
    }

    private void raw(Step step, String a, String b) throws SQLException {
        String sql = switch (step) {
            case ADD -> "select widgets.add_widget(?, ?, ?)";
            case ASSOCIATE -> "select widgets.associate_widgets(?, ?, ?)";
            case DISSOCIATE -> "select widgets.remove_association(?, ?, ?)";
            case REMOVE -> "select widgets.remove_widget(?)";
        };
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, a);
            if (step == Step.ADD) {
                statement.setString(2, "a new widget");
                statement.setObject(3, "{P,R}", Types.OTHER);
            } else if (step != Step.REMOVE) {
                statement.setString(2, b);
                statement.setObject(3, "P", Types.OTHER);
            }
            statement.execute();
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
