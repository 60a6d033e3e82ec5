package dev.widgets.cli.embedded;

import dev.widgets.cli.connect.ServerConnection;
import dev.widgets.cli.console.BuildVersions;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.Notices;
import dev.widgets.cli.console.Shutdown;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The embedded server of a data folder, while this process uses it. The first process starts the
 * server and the last one stops it, even if it is interrupted. The server of a killed process is
 * found and stopped by the next one.
 */
public final class EmbeddedServer implements AutoCloseable {

    private static final int ATTEMPTS = 3;
    private static final long BIG_LOG = 1 << 20;

    private final DataFolder folder;
    private final Path binaries;
    private final ServerUse use;
    private final ClusterFolder cluster;
    private final PostgresTools tools;
    private final FolderLocks locks;
    private final Notices notices;
    private final Thread hook = new Thread(this::leaveInTheEnd, "leave-postgresql");
    private volatile CountDownLatch lastUse = new CountDownLatch(0);
    private int port;
    private boolean closed;

    private EmbeddedServer(
            DataFolder folder, Path binaries, ServerUse use, FolderLocks locks, Notices notices) {
        this.folder = folder;
        this.binaries = binaries;
        this.use = use;
        this.locks = locks;
        this.notices = notices;
        BuildVersions versions = BuildVersions.read();
        cluster = new ClusterFolder(folder, versions);
        tools = new PostgresTools(PostgresBinaries.place(binaries, versions), folder, use);
    }

    /**
     * Starts the server of a folder or joins its users.
     *
     * @param binaries the folder of its programs, which are unpacked if necessary
     */
    public static EmbeddedServer open(
            DataFolder folder, Path binaries, ServerUse use, Notices notices) {
        try {
            DataFolder real = folder.create();
            new ClusterFolder(real, BuildVersions.read()).refuseOtherVersion();
            FolderLocks locks = FolderLocks.open(real.path());
            EmbeddedServer server = new EmbeddedServer(real, binaries, use, locks, notices);
            server.enter();
            return server;
        } catch (IOException e) {
            throw CommandException.unreachable(
                    "The embedded PostgreSQL in " + folder.path() + " cannot be used: "
                            + Failures.describe(e),
                    e);
        }
    }

    /** Returns how to connect to the server. */
    public ServerConnection connection() {
        try {
            return cluster.connection(port);
        } catch (IOException e) {
            throw CommandException.unreachable(
                    "The password cannot be read: " + Failures.describe(e), e);
        }
    }

    /** Makes the end of the process wait for a latch before the server may be stopped. */
    public void leaveAfter(CountDownLatch use) {
        lastUse = use;
    }

    private void leaveInTheEnd() {
        try {
            lastUse.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    private synchronized void enter() throws IOException {
        boolean entered = false;
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            locks.inTurn(() -> {
                port = findOrStart();
                locks.enter();
            });
            entered = true;
        } finally {
            if (!entered) {
                close();
            }
        }
    }

    private int findOrStart() throws IOException {
        cluster.refuseUnfinishedUpgrade();
        if (!cluster.exists() && use == ServerUse.KEPT) {
            notices.say("Setting up PostgreSQL in " + folder.path() + ", once ...");
        }
        PostgresBinaries.unpack(binaries, cluster.versions());
        Optional<Integer> running = find();
        if (running.isPresent()) {
            return running.get();
        }
        if (!use.isThrownAway()) {
            // a temporary server may share the programs of a folder that needs older ones
            PostgresBinaries.deleteOthers(binaries, cluster.versions());
        }
        if (!cluster.exists()) {
            cluster.create(tools);
        }
        if (Files.exists(folder.log()) && Files.size(folder.log()) > BIG_LOG) {
            Files.delete(folder.log());
        }
        return start();
    }

    private Optional<Integer> find() throws IOException {
        Optional<Integer> running = new RunningServer(cluster, tools).find(locks.isAlone());
        running.ifPresent(one ->
                notices.detail("Found the embedded PostgreSQL running on port " + one + "."));
        return running;
    }

    private int start() throws IOException {
        for (int attempt = 1; ; attempt++) {
            int free = freePort();
            try {
                tools.start(free);
                notices.detail("Started the embedded PostgreSQL on port " + free + ".");
                return free;
            } catch (PostgresTools.ToolException e) {
                // another program took the port, or the server of a killed process started late
                Optional<Integer> running = find();
                if (running.isPresent()) {
                    return running.get();
                }
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Stops the server if no other process uses it. */
    @Override
    public void close() {
        locks.giveUp();
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            try {
                locks.leave();
                locks.inLastTurn(() -> {
                    if (locks.isAlone() && new RunningServer(cluster, tools).isThere()) {
                        tools.stop();
                    }
                });
                locks.close();
                if (use.isThrownAway()) {
                    ThrowAwayFolder.delete(folder);
                }
            } catch (IOException e) {
                notices.say("The embedded PostgreSQL was not stopped: " + Failures.describe(e));
            }
        }
        Shutdown.forget(hook);
    }
}
