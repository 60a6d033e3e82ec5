package dev.widgets.cli.embedded;

import dev.widgets.DatabaseError;
import dev.widgets.cli.console.CommandLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Finds the running server of a data folder. It is trusted only if it accepts the folder's password
 * and reports the folder as its own. The caller must hold the turn lock.
 *
 * @param cluster the server's files
 * @param tools stops the server
 */
record RunningServer(ClusterFolder cluster, PostgresTools tools) {

    private static final Duration PAUSE = Duration.ofMillis(50);

    /** The answers of a server, and how long to repeat the question. */
    private enum Answer {
        IT_IS_IT(Duration.ZERO),
        NOT_NOW(Duration.ofSeconds(60)),
        NOTHING(Duration.ofSeconds(5)),
        WRONG(Duration.ZERO);

        private final Duration patience;

        Answer(Duration patience) {
            this.patience = patience;
        }
    }

    /**
     * Returns the port of the server if it runs. A server that nobody uses and that does not answer
     * is stopped.
     *
     * @param alone whether no other process uses the server
     */
    Optional<Integer> find(boolean alone) throws IOException {
        Optional<PostmasterFile> file = PostmasterFile.read(path());
        Optional<PostmasterFile> there = file.filter(PostmasterFile::isAlive);
        if (there.isEmpty()) {
            if (file.isPresent() && file.get().isZombie()) {
                PostmasterFile.delete(path());
            }
            if (!alone) {
                throw new IOException(
                        "a process on another machine or in another container uses it. End that"
                                + " process first.");
            }
            return Optional.empty();
        }
        if (!there.get().isPostgres()) {
            PostmasterFile.delete(path());
            return Optional.empty();
        }
        if (!there.get().isServerOf(path())) {
            throw new IOException(
                    "its postmaster.pid names process " + there.get().process()
                            + ", a PostgreSQL of another folder. If the folder was moved, end that"
                            + " process.");
        }
        return waitFor(alone);
    }

    boolean isThere() throws IOException {
        return PostmasterFile.read(path())
                .filter(PostmasterFile::isAlive)
                .filter(PostmasterFile::isPostgres)
                .filter(file -> file.isServerOf(path()))
                .isPresent();
    }

    private Optional<Integer> waitFor(boolean alone) throws IOException {
        long start = System.nanoTime();
        Optional<PostmasterFile> there =
                PostmasterFile.read(path()).filter(PostmasterFile::isAlive);
        while (there.isPresent()) {
            Answer answer = ask(there.get().port());
            if (answer == Answer.IT_IS_IT) {
                return Optional.of(there.get().port());
            }
            if (System.nanoTime() - start > answer.patience.toNanos()) {
                stop(alone);
                return Optional.empty();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            there = PostmasterFile.read(path()).filter(PostmasterFile::isAlive);
        }
        return Optional.empty();
    }

    private Answer ask(int port) throws IOException {
        if (port == 0) {
            return Answer.NOTHING;
        }
        DataSource server = cluster.connection(port).dataSource(CommandLimits.BRIEF);
        try (Connection connection = server.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show data_directory")) {
            return row.next() && Files.isSameFile(Path.of(row.getString(1)), path())
                    ? Answer.IT_IS_IT
                    : Answer.WRONG;
        } catch (SQLException e) {
            return switch (DatabaseError.of(e)) {
                case STARTING -> Answer.NOT_NOW;
                case CANNOT_CONNECT -> Answer.NOTHING;
                default -> Answer.WRONG;
            };
        }
    }

    private void stop(boolean alone) throws IOException {
        if (!alone) {
            throw new IOException("its server does not answer, but another process uses it.");
        }
        tools.stop();
    }

    private Path path() {
        return cluster.folder().cluster();
    }
}
