package dev.widgets.cli.serve;

import com.zaxxer.hikari.HikariDataSource;
import dev.widgets.CoalescingOptions;
import dev.widgets.WidgetCoalescer;
import dev.widgets.WidgetPool;
import dev.widgets.cli.connect.ServerConnection;
import dev.widgets.cli.connect.ServiceSessions;
import dev.widgets.cli.console.CommandLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP service. {@link #open} starts it, {@link #drain} stops it without losing a request, and
 * {@link #close} stops it at once.
 */
public final class HttpService implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(HttpService.class);
    private static final int ANSWERING_THREADS = 2;
    private static final int API_THREADS = 24;
    private static final int ADMIN_THREADS = 6;

    private final ServeOptions options;
    private final Backing backing;
    private final OpenResources resources;
    private final Metrics metrics;
    private final Optional<JsonAccessLog> log;
    private final ScheduledExecutorService clock;
    private final ResponseExecutor answering;
    private final Traffic traffic;
    private final WidgetCoalescer coalescer;
    private final DatabaseWatch watch;
    private final DirectCalls direct;
    private final Scans scans;
    private final Optional<TlsFiles> tls;
    private final Optional<TokenFiles> tokens;
    private final HttpListener listening;
    private final Optional<HttpListener> admin;
    private volatile boolean watched;

    /**
     * What a service runs on.
     *
     * @param connection how to connect to the database
     * @param pool connections for requests
     * @param connections opens single connections, with short time limits
     * @param notices receives messages for the operator
     */
    private record Backing(
            ServerConnection connection,
            HikariDataSource pool,
            DataSource connections,
            Consumer<String> notices) {}

    private HttpService(ServeOptions options, Backing backing, OpenResources resources)
            throws StartException {
        this.options = options;
        this.backing = backing;
        this.resources = resources;
        Clients clients = new Clients(options.limits().trustedProxies());
        metrics = resources.add(new Metrics());
        log = options.accessLog().isPresent()
                ? Optional.of(resources.add(
                        JsonAccessLog.open(options.accessLog().get(), clients, backing.notices())))
                : Optional.empty();
        clock = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "clock"));
        resources.add(clock::shutdownNow);
        answering = resources.add(
                new ResponseExecutor(ANSWERING_THREADS, task -> daemon(task, "answering")));
        traffic = new Traffic(
                options.limits().requests(), metrics, log.isPresent() ? log.get() : AccessLog.NONE);
        coalescer = resources.add(WidgetCoalescer.open(backing.pool(), coalescing()));
        watch = resources.add(new DatabaseWatch(backing.connections(), new WatchListener()));
        direct = resources.add(new DirectCalls(
                new ServiceDatabase(backing.pool()),
                watch,
                DirectCalls.Threads.direct(options.calls().direct())));
        scans = resources.add(Scans.open(options.reads(), backing.connection(), watch, traffic));
        tls = options.tls().isPresent()
                ? Optional.of(new TlsFiles(options.tls().get(), backing.notices()))
                : Optional.empty();
        tokens = options.access().hasTokens()
                ? Optional.of(new TokenFiles(options.access(), backing.notices()))
                : Optional.empty();
        listening = resources.add(
                new HttpListener(options.listen(), API_THREADS, options.limits(), tls, answering));
        admin = options.admin()
                .map(address -> resources.add(new HttpListener(
                        address, ADMIN_THREADS, options.limits(), Optional.empty(), answering)));
    }

    /**
     * Starts a service. A start that fails closes everything that it has opened.
     *
     * @param options the options
     * @param given how to connect, as a user that may switch to the roles of callers
     * @param notices receives messages for the operator
     * @throws StartException if the service cannot start
     */
    public static HttpService open(
            ServeOptions options, ServerConnection given, Consumer<String> notices)
            throws StartException {
        ServerConnection named = given.named(ServiceSessions.NAME);
        ServerConnection connection =
                options.reads().readOnly() ? named.preferringStandbys() : named;
        DataSource connections = connection.dataSource(CommandLimits.BRIEF);
        OpenResources resources = new OpenResources();
        HikariDataSource pool = resources.add(WidgetPool.open(
                connection.url(),
                connection.properties(),
                options.calls().poolSize(),
                CommandLimits.OPERATION));
        try {
            StartCheck.run(options, connections);
            HttpService service = new HttpService(
                    options, new Backing(connection, pool, connections, notices), resources);
            service.start();
            return service;
        } catch (StartException | RuntimeException | Error e) {
            resources.close();
            throw e;
        }
    }

    private CoalescingOptions coalescing() {
        return CoalescingOptions.DEFAULT
                .withLanes(options.calls().lanes())
                .withBatchSize(options.calls().batchSize())
                .withNextLaneAt(options.calls().nextLaneAt())
                .withQueueLength(options.calls().queueLength())
                .withExecutor(answering)
                .withListener(metrics::sent);
    }

    private void start() throws StartException {
        metrics.bind(
                backing.pool(), coalescer::queued, () -> listening.connections().size());
        metrics.gauge(
                "widgets.database.replay.lag.seconds",
                "Seconds by which the standby lags; not a number for a primary",
                watch::replayLag);
        watch.start();
        JsonErrors errors = new JsonErrors(metrics);
        listening.start(handler(), errors);
        if (admin.isPresent()) {
            admin.get().start(new AdminHandler(metrics.registry(), this::readiness), errors);
        }
        SlowClients slow = new SlowClients(options.limits().sending().toNanos(), metrics);
        every(1, "slow-clients", () -> slow.sweep(listening.connections()));
        every(1, "idle-connections", listening::makeRoom);
        Idempotency idempotency = new Idempotency(direct);
        every(60, "idempotency-keys", () -> {
            if (!onlyReads()) {
                idempotency.cleanUp();
            }
        });
        log.ifPresent(open -> every(1, "access-log", open::flush));
        tls.ifPresent(files -> every(5, "tls-files", files.files()::refresh));
        tokens.ifPresent(keys -> every(5, "token-keys", keys.files()::refresh));
    }

    private ApiHandler handler() throws StartException {
        ServeOptions.Access access = options.access();
        ServeOptions.RequestLimits limits = options.limits();
        RequestFilter filter = new RequestFilter(
                new OriginPolicy(access, options.listen(), options.listen().isLoopback()),
                new Authentication(coalescer, access, tokens),
                new ClientRates(limits.clientRate(), new Clients(limits.trustedProxies())),
                watch);
        CoalescedCalls coalesced = new CoalescedCalls(watch);
        JsonBody reader = JsonBody.reader(limits.jsonDepth(), limits.bodyBytes());
        ApiHandler.Resources resources = new ApiHandler.Resources(
                new Rpc(reader, coalesced, direct, scans),
                new ViewHandler(reader, coalesced, direct, scans),
                new OpenApi(direct),
                console());
        BodyReader.BodyLimits bodies =
                new BodyReader.BodyLimits(limits.bodyBytes(), limits.sending().toMillis(), clock);
        return new ApiHandler(traffic, bodies, filter, resources);
    }

    private Optional<WebConsole> console() throws StartException {
        boolean isLocal = options.listen().isLoopback();
        return options.console()
                .map(access -> new WebConsole(
                        access, new ConsoleFigures(metrics), new RegistrySizes(scans), isLocal));
    }

    private void every(int seconds, String name, Runnable task) {
        Runnable safe = () -> {
            try {
                task.run();
            } catch (Throwable e) {
                // the scheduler never runs a task again that has thrown
                LOGGER.warn("Periodic task {} failed", name, e);
            }
        };
        ScheduledFuture<?> unused =
                clock.scheduleWithFixedDelay(safe, seconds, seconds, TimeUnit.SECONDS);
    }

    /** Answers whoever asks for /ready, which is taken for a load balancer from then on. */
    private AdminHandler.Readiness readiness() {
        watched = true;
        String trouble = traffic.isEnding() ? "draining" : watch.trouble();
        if (trouble != null) {
            return new AdminHandler.Readiness(false, trouble);
        }
        return new AdminHandler.Readiness(true, onlyReads() ? "ready, read-only" : "ready");
    }

    private boolean onlyReads() {
        return options.reads().readOnly() || watch.isReadOnly();
    }

    private final class WatchListener implements DatabaseWatch.Listener {

        @Override
        public void notice(String text) {
            backing.notices().accept(text);
        }

        @Override
        public void serverChanged() {
            backing.pool().getHikariPoolMXBean().softEvictConnections();
            scans.renewConnections();
        }

        @Override
        public void historyIs(boolean on) {
            coalescer.sendSubjects(on);
        }

        @Override
        public void reloadConfiguration() {
            tls.ifPresent(files -> files.files().reload());
            tokens.ifPresent(keys -> keys.files().reload());
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Returns the URL of the service, such as {@code http://127.0.0.1:3000}. */
    public String url() {
        return listening.url();
    }

    /**
     * Returns the URL of {@code /live}, {@code /ready} and {@code /metrics}, if they are served.
     */
    public Optional<String> adminUrl() {
        return admin.map(HttpListener::url);
    }

    /**
     * Stops without losing a request, as far as the options allow the time.
     *
     * @return whether every request was answered
     */
    public boolean drain() {
        ServeOptions.GracefulStop stop = options.stop();
        return new Drain(traffic, listening, watched ? stop.notice() : Duration.ZERO)
                .run(stop.grace());
    }

    /** Stops at once, without answering the requests in progress. */
    @Override
    public void close() {
        resources.close();
    }
}
