package dev.widgets.cli.torture;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Injects one fault after another in a separate thread until it is stopped. */
final class Nemesis {

    private static final int MOST_BYTES = 400;
    private static final List<KillableServer.End> ENDS = List.of(KillableServer.End.values());

    /** Prefers backends that are executing a statement. */
    private static final String ONE_BACKEND = """
            select a.pid
            from pg_stat_activity a
            where a.application_name = ? and a.datname = current_database()
            order by a.state is distinct from 'active', md5(a.pid::text || ?)
            limit 1
            """;

    private static final String TERMINATE = "select pg_terminate_backend(?)";
    private static final String CANCEL = "select pg_cancel_backend(?)";

    private final FaultPlan plan;
    private final TortureSite site;
    private final CuttingProxy proxy;
    private final Crew crew;
    private final HistoryFile history;
    private final CountDownLatch told = new CountDownLatch(1);
    private volatile Optional<IOException> complaint = Optional.empty();
    private final Thread thread = new Thread(this::run, "nemesis");

    Nemesis(FaultPlan plan, TortureSite site, CuttingProxy proxy, Crew crew, HistoryFile history) {
        this.plan = plan;
        this.site = site;
        this.proxy = proxy;
        this.crew = crew;
        this.history = history;
    }

    void start() {
        thread.start();
    }

    /** Finishes the current fault and stops. */
    void end() throws InterruptedException {
        told.countDown();
        thread.join();
    }

    /** Throws an exception if a fault could not be injected. */
    void throwComplaint() throws IOException {
        if (complaint.isPresent()) {
            throw complaint.get();
        }
    }

    private void run() {
        try {
            while (!plan.isEmpty()) {
                FaultPlan.Planned next = plan.next();
                if (told.await(next.pauseMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                happen(next).ifPresent(text -> history.add(next.fault(), text));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            complaint = Optional.of(
                    new IOException("A fault could not be injected: " + e.getMessage(), e));
        }
    }

    /** Injects a fault and returns a description, or empty if there was no target. */
    private Optional<String> happen(FaultPlan.Planned next)
            throws IOException, InterruptedException {
        int choice = next.choice();
        return switch (next.fault()) {
            case KILL_SERVER -> {
                KillableServer.End end = ENDS.get(choice % ENDS.size());
                server().restart(end);
                yield Optional.of(end.word());
            }
            case KILL_BACKEND -> {
                Optional<Integer> backend = backend(choice);
                backend.ifPresent(process -> server().kill(process));
                yield backend.map(String::valueOf);
            }
            case CUT -> Optional.of(cut(choice));
            case TERMINATE -> signal(TERMINATE, choice);
            case CANCEL -> signal(CANCEL, choice);
            case KILL_CLIENT -> Optional.of(crew.killOne(choice));
            case FAILOVER -> Optional.of(site.failover().orElseThrow().happen());
        };
    }

    private String cut(int choice) {
        boolean toServer = choice % 2 == 0;
        int bytes = choice / 2 % MOST_BYTES;
        proxy.cut(choice / (2 * MOST_BYTES), bytes, toServer);
        return "after " + bytes + " bytes to the " + (toServer ? "server" : "client");
    }

    private KillableServer server() {
        return site.server().orElseThrow();
    }

    private Optional<String> signal(String sql, int choice) {
        Optional<Integer> backend = backend(choice);
        if (backend.isEmpty()) {
            return Optional.empty();
        }
        return query(site.control(), sql, backend.get()).map(done -> String.valueOf(backend.get()));
    }

    private Optional<Integer> backend(int choice) {
        return query(site.control(), ONE_BACKEND, Login.APPLICATION, String.valueOf(choice))
                .map(Integer::valueOf);
    }

    /** Returns the first column of the first row, or empty while the server is unreachable. */
    private static Optional<String> query(DataSource control, String sql, Object... arguments) {
        try (Connection connection = control.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            return Optional.empty();
        }
    }
}
