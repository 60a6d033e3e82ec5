package dev.widgets.cli.torture;

import java.io.IOException;
import java.util.Locale;

/** A server that torture may kill. */
public interface KillableServer {

    /** The ways to stop a server. */
    enum End {
        /** Stops without a checkpoint, as in a crash. */
        IMMEDIATE,
        /** Kills the main process. */
        KILLED,
        /** Terminates the connections and shuts down cleanly. */
        FAST;

        /** Returns the name in lower case, as used in options and output. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Stops the server, waits until all of its processes have exited, and starts it again. */
    void restart(End end) throws IOException;

    /** Kills one of its processes. */
    void kill(long process);
}
