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

/** The options that say how to torture. */
final class TortureMixin {

    private static final int SEEDS = 1_000_000_000;

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "TIME",
            description = "How long, such as 30s or 10m (60s).")
    private Duration duration = Duration.ofSeconds(60);

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description =
                    "Chooses the operations of each client and the faults, the same ones each time; when"
                            + " they meet differs (one that is new if not given).")
    private @Nullable Long seed;

    @Option(
            names = {"-c", "--clients"},
            paramLabel = "NUMBER",
            description = "How many clients, divided over the ways (${DEFAULT-VALUE}).")
    private int clients = 32;

    @Option(
            names = "--processes",
            paramLabel = "NUMBER",
            description = "How many processes the clients are divided over (${DEFAULT-VALUE}).")
    private int processes = 2;

    @Option(
            names = {"-n", "--widgets"},
            paramLabel = "NUMBER",
            description = "How many serial numbers they meet on (${DEFAULT-VALUE}).")
    private int widgets = 300;

    @Option(
            names = "--transports",
            paramLabel = "LIST",
            description =
                    "The ways that clients are divided over: some of singular, coalesced, waiting, http and"
                            + " keyed with commas between (all).")
    private @Nullable String transports;

    @Option(
            names = "--faults",
            paramLabel = "LIST",
            description =
                    "What happens meanwhile: none, or some of kill-server, kill-backend, cut, terminate,"
                            + " cancel, kill-client with commas between (all; on a database that is named"
                            + " the last four).")
    private @Nullable String faults;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description =
                    "Where every call is recorded (widgets-torture-SEED.tsv); replaced if it is there.")
    private @Nullable Path history;

    /**
     * What is to be done.
     *
     * @param ownServer whether the server is one of its own
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

    private Set<Fault> faults(boolean ownServer) {
        Set<Fault> chosen = faults == null ? Fault.usual(ownServer) : Fault.parse(faults);
        Optional<Fault> deadly = chosen.stream().filter(Fault::isOfServer).findFirst();
        if (deadly.isPresent() && !ownServer) {
            throw CommandException.usage("The fault " + deadly.get().word()
                    + " kills a server, and this one is not for that: name no database, and the torture"
                    + " has one of its own, or leave the fault out.");
        }
        return chosen;
    }

    private Path file(long chosen) {
        Path file = (history == null ? Path.of("widgets-torture-" + chosen + ".tsv") : history)
                .toAbsolutePath()
                .normalize();
        Path folder = file.getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
            throw CommandException.usage(
                    "The history cannot be written to " + file
                            + ": name a file in a folder that is there and that you may write, with --history.");
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
