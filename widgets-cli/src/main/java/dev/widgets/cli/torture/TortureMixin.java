package dev.widgets.cli.torture;

import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.Failures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a torture run. */
final class TortureMixin {

    private static final int SEEDS = 1_000_000_000;

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "TIME",
            description = "Duration of the run, such as 30s or 10m (default: 60s).")
    private Duration duration = Duration.ofSeconds(60);

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Seed of the operations and faults; the same seed repeats them, but with"
                    + " different timing (default: random).")
    private @Nullable Long seed;

    @Option(
            names = {"-c", "--clients"},
            paramLabel = "NUMBER",
            description = "Number of clients, divided among the transports (default:"
                    + " ${DEFAULT-VALUE}).")
    private int clients = 32;

    @Option(
            names = "--processes",
            paramLabel = "NUMBER",
            description = "Number of client processes (default: ${DEFAULT-VALUE}).")
    private int processes = 2;

    @Option(
            names = {"-n", "--widgets"},
            paramLabel = "NUMBER",
            description = "Number of serial numbers that the clients share (default:"
                    + " ${DEFAULT-VALUE}).")
    private int widgets = 300;

    @Option(
            names = "--transports",
            paramLabel = "LIST",
            description = "Comma-separated transports of the clients: singular, coalesced, waiting,"
                    + " http, keyed (default: all).")
    private @Nullable String transports;

    @Option(
            names = "--faults",
            paramLabel = "LIST",
            description = "Comma-separated faults to inject: kill-server, kill-backend, cut,"
                    + " terminate, cancel, kill-client, failover, or none (default: all but"
                    + " failover; on a specified database, cut, terminate, cancel and"
                    + " kill-client).")
    private @Nullable String faults;

    @Option(
            names = "--failover-command",
            paramLabel = "COMMAND",
            description = "Shell command that the fault failover runs to make another server the"
                    + " primary. It gets one more argument, in turn: kill, pause or switchover."
                    + " The database must be an address that leads to the primary.")
    private @Nullable String failoverCommand;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description =
                    "File in which to record every call; an existing file is replaced (default:"
                            + " widgets-torture-SEED.tsv).")
    private @Nullable Path history;

    /**
     * The settings of a torture run.
     *
     * @param ownServer whether a temporary server is used
     */
    TorturePlan plan(boolean ownServer) {
        long chosen = seed == null ? new SecureRandom().nextInt(SEEDS) : seed;
        return checked(() -> new TorturePlan(
                duration,
                chosen,
                clients,
                processes,
                widgets,
                transports == null ? Transport.all() : Transport.parse(transports),
                faults(ownServer),
                file(chosen)));
    }

    /** Returns the site, with the command for failovers if there is one. */
    TortureSite of(TortureSite site) {
        return failoverCommand == null ? site : site.failingOverBy(failoverCommand);
    }

    private Set<Fault> faults(boolean ownServer) {
        Set<Fault> chosen = faults == null ? Fault.usual(ownServer) : Fault.parse(faults);
        if (chosen.contains(Fault.FAILOVER) != (failoverCommand != null)) {
            throw CommandException.usage(
                    "The fault failover and --failover-command belong together:"
                            + " specify both, or neither.");
        }
        if (chosen.contains(Fault.FAILOVER) && ownServer) {
            throw CommandException.usage(
                    "The fault failover needs a cluster: specify its database with --url.");
        }
        Optional<Fault> deadly = chosen.stream().filter(Fault::isOfServer).findFirst();
        if (deadly.isPresent() && !ownServer) {
            throw CommandException.usage("The fault " + deadly.get().word()
                    + " kills the server, which is allowed only for a temporary one. Specify no"
                    + " database to use a temporary server, or omit the fault.");
        }
        return chosen;
    }

    private Path file(long chosen) {
        Path file = (history == null ? Path.of("widgets-torture-" + chosen + ".tsv") : history)
                .toAbsolutePath()
                .normalize();
        Path folder = file.getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
            throw CommandException.usage("The history cannot be written to " + file
                    + ". Specify a file in a writable" + " directory with --history.");
        }
        return file;
    }

    private static <T> T checked(Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(Failures.describe(e));
        }
    }
}
