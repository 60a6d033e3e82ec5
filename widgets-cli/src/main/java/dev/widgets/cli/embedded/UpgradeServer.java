package dev.widgets.cli.embedded;

import dev.widgets.cli.connect.ServerConnection;
import dev.widgets.cli.console.Notices;
import dev.widgets.cli.console.Shutdown;
import java.io.IOException;

/** One of the two servers that run during an upgrade; a shutdown of the process stops it, too. */
final class UpgradeServer implements AutoCloseable {

    private static final int ATTEMPTS = 3;

    private final PostgresTools tools;
    private final ServerConnection connection;
    private final Thread hook = new Thread(this::stopInTheEnd, "stop-postgresql");
    private boolean stopped;

    private UpgradeServer(PostgresTools tools, ServerConnection connection) {
        this.tools = tools;
        this.connection = connection;
    }

    /** Starts the server of a data folder. The caller must hold the turn lock. */
    static UpgradeServer start(ClusterFolder cluster, PostgresTools tools, Notices notices)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = EmbeddedServer.freePort();
            UpgradeServer server = new UpgradeServer(
                    tools, cluster.connection(port).named(UpgradeAttempt.APPLICATION));
            Runtime.getRuntime().addShutdownHook(server.hook);
            try {
                tools.start(port);
                notices.detail("Started PostgreSQL of " + cluster.folder().cluster() + " on port "
                        + port + ".");
                return server;
            } catch (PostgresTools.ToolException e) {
                Shutdown.forget(server.hook);
                // another program may have taken the port
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    ServerConnection connection() {
        return connection;
    }

    private void stopInTheEnd() {
        try {
            close();
        } catch (IOException e) {
            // the next upgrade stops it
        }
    }

    /** Stops the server; everything in its files is on disk then. */
    @Override
    public synchronized void close() throws IOException {
        if (!stopped) {
            stopped = true;
            tools.stop();
            Shutdown.forget(hook);
        }
    }
}
