package dev.widgets.cli.serve;

import com.zaxxer.hikari.HikariDataSource;
import dev.widgets.CoalescingOptions;
import dev.widgets.WidgetCoalescer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The service: {@code open} begins to serve, {@code drain} and {@code close} end it. */
public final class HttpService implements AutoCloseable {

    private static final int ANSWERING_THREADS = 2;

    private final ServeOptions options;
    private final Consumer<String> notices;
    private final HikariDataSource pool;
    private final Metrics metrics = new Metrics();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "clock"));
    private final ExecutorService answering =
            Executors.newFixedThreadPool(ANSWERING_THREADS, task -> daemon(task, "answering"));
    private final Traffic traffic;
    private final DatabaseWatch watch;
    private final WidgetCoalescer coalescer;
    private final DirectCalls direct;
    private final Listening listening;

    private HttpService(
            ServeOptions options,
            HikariDataSource pool,
            DataSource connections,
            Consumer<String> notices)
            throws StartException {
        this.options = options;
        this.notices = notices;
        this.pool = pool;
        traffic = new Traffic(options.limits().requests(), metrics, AccessLog.NONE);
        watch = new DatabaseWatch(connections, notices);
        coalescer = WidgetCoalescer.open(
                pool,
                CoalescingOptions.DEFAULT
                        .withLanes(options.calls().lanes())
                        .withBatchSize(options.calls().batchSize())
                        .withQueueLength(options.calls().queueLength())
                        .withExecutor(answering));
        direct = new DirectCalls(new Database(pool), watch, options.calls().direct());
        listening = new Listening(options, handler(), new JsonErrors(metrics));
    }

    /**
     * Begins to serve.
     *
     * @param options how
     * @param pool the database, as a user that may become the roles of callers; closed in the end
     * @param connections makes single connections to it, with short time limits
     * @param notices is told what an operator should know
     * @throws StartException if it cannot
     */
    public static HttpService open(
            ServeOptions options,
            HikariDataSource pool,
            DataSource connections,
            Consumer<String> notices)
            throws StartException {
        check(options, connections);
        HttpService service = new HttpService(options, pool, connections, notices);
        service.watch.start();
        try {
            service.listening.start();
        } catch (StartException e) {
            service.close();
            throw e;
        }
        return service;
    }

    private static void check(ServeOptions options, DataSource connections) throws StartException {
        ServeOptions.Access access = options.access();
        if (!access.hasTokens() && !access.anonymous()) {
            throw StartException.options(
                    "Without tokens and without anonymous callers nobody could call: give"
                            + " --jwt-secret-file or --jwks-file, or leave --no-anonymous out.");
        }
        if (access.anonymous() && !access.open() && !options.listen().isLoopback()) {
            throw StartException.options("On " + options.listen()
                    + " others than this machine could call without a token: say --anonymous if that"
                    + " is meant, or --no-anonymous with --jwt-secret-file or --jwks-file.");
        }
        try (Connection connection = connections.getConnection()) {
            Optional<String> complaint = Catalogue.complaint(connection);
            if (complaint.isEmpty() && access.anonymous()) {
                complaint = Catalogue.obstacle(connection, access.anonymousRole());
            }
            if (complaint.isPresent()) {
                throw StartException.surroundings(complaint.get());
            }
        } catch (SQLException e) {
            throw new StartException(
                    StartException.Cause.UNREACHABLE,
                    "The database cannot be reached: " + e.getMessage());
        }
    }

    private ApiHandler handler() throws StartException {
        ServeOptions.Access access = options.access();
        ServeOptions.Limits limits = options.limits();
        Optional<Tokens> tokens = access.hasTokens()
                ? Optional.of(new Tokens(TokenKeys.read(access), access.audience()))
                : Optional.empty();
        Gate gate = new Gate(
                new Browsers(access, options.listen(), options.listen().isLoopback()),
                new Callers(coalescer, access, tokens),
                new ClientRates(limits.clientRate(), new Clients(limits.trustedProxies())),
                watch);
        Rpc rpc = new Rpc(
                JsonBody.reader(limits.jsonDepth(), limits.bodyBytes()),
                new BodyReader.Limits(limits.bodyBytes(), limits.sending().toMillis(), clock),
                new CoalescedCalls(watch),
                direct);
        return new ApiHandler(traffic, gate, rpc, new Relations());
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Where it can be reached: {@code http://127.0.0.1:3000}. */
    public String url() {
        return listening.url();
    }

    /** Ends at once: what is under way is not answered. */
    @Override
    public void close() {
        listening.close();
        watch.close();
        direct.close();
        coalescer.close();
        answering.shutdown();
        clock.shutdownNow();
        pool.close();
        notices.accept("Stopped.");
    }
}
