package dev.widgets.cli.serve;

import dev.widgets.CoalescingOptions;
import dev.widgets.cli.console.CommandException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Request limits and pool sizes. */
final class ServeLimitsMixin {

    private static final int MOST = 1_000_000_000;

    @Option(
            names = "--max-body",
            paramLabel = "BYTES",
            description = "Maximum request body size in bytes; larger bodies get 413"
                    + " (default: ${DEFAULT-VALUE}).")
    private int bodyBytes = 16_384;

    @Option(
            names = "--max-headers",
            paramLabel = "BYTES",
            description = "Maximum size of all request headers in bytes; larger ones get 431"
                    + " (default: ${DEFAULT-VALUE}).")
    private int headerBytes = 8_192;

    @Option(
            names = "--max-connections",
            paramLabel = "NUMBER",
            description = "Maximum number of client connections; further ones wait to be"
                    + " accepted (default: ${DEFAULT-VALUE}).")
    private int connections = 4_000;

    @Option(
            names = "--max-requests",
            paramLabel = "NUMBER",
            description = "Maximum number of requests in progress; further ones get 503 at"
                    + " once (default: ${DEFAULT-VALUE}).")
    private int requests = 1_000;

    @Option(
            names = "--send-timeout",
            paramLabel = "TIME",
            description = "Time limit for a request to arrive; slower clients are"
                    + " disconnected (default: 10s).")
    private Duration sending = Duration.ofSeconds(10);

    @Option(
            names = "--idle-timeout",
            paramLabel = "TIME",
            description = "Time after which an idle connection is closed. Must be longer than"
                    + " the idle timeout of a load balancer in front (default: 75s).")
    private Duration idle = Duration.ofSeconds(75);

    @Option(
            names = "--client-rate",
            paramLabel = "NUMBER",
            description = "Maximum requests per second from one client; further ones get 429"
                    + " (default: no limit).")
    private int clientRate;

    @Option(
            names = "--trusted-proxy",
            paramLabel = "NETWORK",
            split = ServeMixin.COMMA,
            splitSynopsisLabel = ",",
            description = "Address or network of a proxy whose X-Forwarded-For header is"
                    + " trusted. May be repeated.")
    private List<String> trustedProxies = new ArrayList<>();

    @Option(
            names = "--max-json-depth",
            paramLabel = "NUMBER",
            description = "Maximum nesting depth of JSON (default: ${DEFAULT-VALUE}).")
    private int jsonDepth = 16;

    @Option(
            names = "--pool-size",
            paramLabel = "NUMBER",
            description = "Maximum number of database connections, plus one that monitors the"
                    + " database (default: ${DEFAULT-VALUE}).")
    private int poolSize = 8;

    @Option(
            names = "--lanes",
            paramLabel = "NUMBER",
            description = "Connections of the pool that send coalesced writes; the same"
                    + " number sends reads (default: ${DEFAULT-VALUE}).")
    private int lanes = CoalescingOptions.DEFAULT.lanes();

    @Option(
            names = "--batch-size",
            paramLabel = "NUMBER",
            description = "Maximum number of operations in one database call (default:"
                    + " ${DEFAULT-VALUE}).")
    private int batchSize = CoalescingOptions.DEFAULT.batchSize();

    @Option(
            names = "--next-lane-at",
            paramLabel = "NUMBER",
            description = "Number of queued writes at which another of these connections starts"
                    + " to send while one is sending (default: ${DEFAULT-VALUE}).")
    private int nextLaneAt = 64;

    @Option(
            names = "--queue-length",
            paramLabel = "NUMBER",
            description = "Maximum number of queued operations; further ones get 503 at once"
                    + " (default: ${DEFAULT-VALUE}).")
    private int queueLength = CoalescingOptions.DEFAULT.queueLength();

    ServeOptions.RequestLimits limits() {
        check("--max-body", bodyBytes, 1, 1 << 26);
        check("--max-headers", headerBytes, 1024, 1 << 20);
        check("--max-connections", connections, 1, MOST);
        check("--max-requests", requests, 1, MOST);
        check("--client-rate", clientRate, 0, MOST);
        check("--max-json-depth", jsonDepth, 2, 1000);
        if (sending.toMillis() < 100) {
            throw CommandException.usage("--send-timeout must be at least 100ms.");
        }
        if (idle.toMillis() < 1000) {
            throw CommandException.usage("--idle-timeout must be at least 1s.");
        }
        return new ServeOptions.RequestLimits(
                bodyBytes,
                headerBytes,
                connections,
                requests,
                sending,
                idle,
                clientRate,
                List.copyOf(trustedProxies),
                jsonDepth);
    }

    ServeOptions.Calls calls() {
        check("--lanes", lanes, 1, 64);
        check("--pool-size", poolSize, 2 * lanes + 1, 1000);
        check("--batch-size", batchSize, 1, 10_000);
        check("--next-lane-at", nextLaneAt, 1, 10_000);
        check("--queue-length", queueLength, 1, MOST);
        return new ServeOptions.Calls(poolSize, lanes, batchSize, nextLaneAt, queueLength);
    }

    static void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw CommandException.usage(
                    option + " must be between " + least + " and " + most + ", not " + value + ".");
        }
    }
}
