package dev.widgets.cli.database;

import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.Notices;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.sql.DataSource;
import picocli.CommandLine.Option;

/** The option to wait for a database that is still starting. */
public final class WaitMixin {

    private static final long PAUSE_NANOS = Duration.ofMillis(500).toNanos();

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            description =
                    "Maximum time to wait for a database that cannot be reached yet, such as 60s"
                            + " (default: no waiting).")
    private Duration most = Duration.ZERO;

    /** Waits until the database accepts a connection, or until the time is over. */
    public void forConnection(DataSource database, Notices notices) {
        await(notices, () -> trouble(database));
    }

    /**
     * Waits until there is no trouble any more, or until the time is over.
     *
     * @param notices receives one message with the reason
     * @param trouble returns the reason to wait, or nothing
     */
    public void await(Notices notices, Supplier<Optional<String>> trouble) {
        long begin = System.nanoTime();
        boolean told = false;
        while (System.nanoTime() - begin < most.toNanos()) {
            Optional<String> reason = trouble.get();
            if (reason.isEmpty()) {
                return;
            }
            if (!told) {
                notices.say("Waiting up to " + most.toSeconds() + " s for the database: "
                        + reason.get());
                told = true;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static Optional<String> trouble(DataSource database) {
        try (Connection connection = database.getConnection()) {
            return connection.isClosed() ? Optional.of("connection closed") : Optional.empty();
        } catch (SQLException e) {
            return Optional.of(Failures.describe(e));
        }
    }
}
