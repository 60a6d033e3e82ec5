package dev.widgets.cli.torture;

import dev.widgets.cli.console.BuildVersions;
import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.Notices;
import dev.widgets.cli.embedded.DataFolder;
import dev.widgets.cli.embedded.EmbeddedServer;
import dev.widgets.cli.embedded.PostgresBinaries;
import dev.widgets.cli.embedded.PostgresTools;
import dev.widgets.cli.embedded.PostmasterFile;
import dev.widgets.cli.embedded.ServerUse;
import dev.widgets.cli.embedded.ThrowAwayFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A temporary PostgreSQL server that can be killed and restarted, and is deleted at the end. */
final class TortureServer implements KillableServer, AutoCloseable {

    private static final int ATTEMPTS = 20;
    private static final long PAUSE_MILLIS = 200;
    private static final long POLL_MILLIS = 10;
    private static final long PATIENCE_SECONDS = 60;

    private final DataFolder folder;
    private final PostgresTools tools;
    private final EmbeddedServer server;
    private final int port;
    private final CountDownLatch over = new CountDownLatch(1);

    private TortureServer(DataFolder folder, PostgresTools tools, EmbeddedServer server)
            throws IOException {
        this.folder = folder;
        this.tools = tools;
        this.server = server;
        port = PostmasterFile.read(folder.cluster()).orElseThrow().port();
        server.leaveAfter(over);
    }

    static TortureServer start(CliEnvironment environment, Notices notices) throws IOException {
        DataFolder folder =
                ThrowAwayFolder.create(DataFolder.cache(environment)).create();
        Path binaries = ThrowAwayFolder.binaries(folder, environment);
        EmbeddedServer server = EmbeddedServer.open(folder, binaries, ServerUse.KILLED, notices);
        PostgresTools tools = new PostgresTools(
                PostgresBinaries.place(binaries, BuildVersions.read()), folder, ServerUse.KILLED);
        return new TortureServer(folder, tools, server);
    }

    DataFolder folder() {
        return folder;
    }

    EmbeddedServer server() {
        return server;
    }

    @Override
    public void restart(End end) throws IOException {
        Optional<PostmasterFile> running =
                PostmasterFile.read(folder.cluster()).filter(PostmasterFile::isAlive);
        List<ProcessHandle> processes = running.flatMap(file -> ProcessHandle.of(file.process()))
                .map(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants())
                        .toList())
                .orElse(List.of());
        if (end == End.KILLED) {
            processes.stream().limit(1).forEach(ProcessHandle::destroyForcibly);
        } else if (!processes.isEmpty()) {
            tools.stop(end.word());
        }
        for (ProcessHandle process : processes) {
            await(process);
        }
        start();
    }

    /** Polls, because Java polls at growing intervals for a process that is not its child. */
    private static void await(ProcessHandle process) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (process.isAlive()) {
            if (System.nanoTime() > end) {
                throw new IOException("The server process " + process.pid() + " did not exit.");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
        }
    }

    /**
     * Starts on the same port; retries, because killed processes may hold shared memory for a
     * moment.
     */
    private void start() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                tools.start(port);
                return;
            } catch (PostgresTools.ToolException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        }
    }

    @Override
    public void kill(long process) {
        ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Stops the server and deletes its data. */
    @Override
    public void close() {
        over.countDown();
        server.close();
    }
}
