package dev.widgets.cli.serve;

import dev.widgets.CoalescingOptions;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.DurationConverter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What is too much, and how many do the work. */
final class ServeLimitsMixin {

    private static final int MOST = 1_000_000_000;

    @Option(
            names = "--max-body",
            paramLabel = "BYTES",
            description = "The largest body (${DEFAULT-VALUE}); more is 413.")
    private int bodyBytes = 16_384;

    @Option(
            names = "--max-headers",
            paramLabel = "BYTES",
            description = "The most of all headers (${DEFAULT-VALUE}); more is 431.")
    private int headerBytes = 8_192;

    @Option(
            names = "--max-connections",
            paramLabel = "NUMBER",
            description = "The most connections (${DEFAULT-VALUE}); more wait to be accepted.")
    private int connections = 4_000;

    @Option(
            names = "--max-requests",
            paramLabel = "NUMBER",
            description = "The most requests under way (${DEFAULT-VALUE}); more are 503 at once.")
    private int requests = 1_000;

    @Option(
            names = "--send-timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long a request may take to arrive (10s); slower clients are cut.")
    private Duration sending = Duration.ofSeconds(10);

    @Option(
            names = "--client-rate",
            paramLabel = "NUMBER",
            description =
                    "The most requests a second from one client; more are 429. Off by default.")
    private int clientRate;

    @Option(
            names = "--trusted-proxy",
            paramLabel = "NETWORK",
            description =
                    "An address or network whose X-Forwarded-For names the client. May be repeated.")
    private List<String> trustedProxies = new ArrayList<>();

    @Option(
            names = "--max-json-depth",
            paramLabel = "NUMBER",
            description = "The most arrays and objects within each other (${DEFAULT-VALUE}).")
    private int jsonDepth = 16;

    @Option(
            names = "--pool-size",
            paramLabel = "NUMBER",
            description =
                    "The most connections to the database (${DEFAULT-VALUE}), and one to watch it.")
    private int poolSize = 8;

    @Option(
            names = "--lanes",
            paramLabel = "NUMBER",
            description =
                    "How many of them send coalesced calls, as many again for reading (${DEFAULT-VALUE}).")
    private int lanes = CoalescingOptions.DEFAULT.lanes();

    @Option(
            names = "--batch-size",
            paramLabel = "NUMBER",
            description = "The most operations in a coalesced call (${DEFAULT-VALUE}).")
    private int batchSize = CoalescingOptions.DEFAULT.batchSize();

    @Option(
            names = "--queue-length",
            paramLabel = "NUMBER",
            description =
                    "The most operations that wait for the database (${DEFAULT-VALUE}); more are 503 at once.")
    private int queueLength = CoalescingOptions.DEFAULT.queueLength();

    ServeOptions.Limits limits() {
        check("--max-body", bodyBytes, 1, 1 << 26);
        check("--max-headers", headerBytes, 1024, 1 << 20);
        check("--max-connections", connections, 1, MOST);
        check("--max-requests", requests, 1, MOST);
        check("--client-rate", clientRate, 0, MOST);
        check("--max-json-depth", jsonDepth, 2, 1000);
        if (sending.toMillis() < 100) {
            throw CommandException.usage("--send-timeout is 100ms at least.");
        }
        return new ServeOptions.Limits(
                bodyBytes,
                headerBytes,
                connections,
                requests,
                sending,
                clientRate,
                ServeMixin.split(trustedProxies),
                jsonDepth);
    }

    ServeOptions.Calls calls() {
        check("--lanes", lanes, 1, 64);
        check("--pool-size", poolSize, 2 * lanes + 1, 1000);
        check("--batch-size", batchSize, 1, 10_000);
        check("--queue-length", queueLength, 1, MOST);
        return new ServeOptions.Calls(poolSize, lanes, batchSize, queueLength);
    }

    private static void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw CommandException.usage(
                    option + " is a number from " + least + " to " + most + ", not " + value + ".");
        }
    }
}
