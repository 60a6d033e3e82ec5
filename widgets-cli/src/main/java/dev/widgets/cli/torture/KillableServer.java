package dev.widgets.cli.torture;

import java.io.IOException;
import java.util.Locale;

/** A server that may be killed. */
public interface KillableServer {

    /** How a server ends. */
    enum End {
        /** Stopped without a checkpoint, as after a crash. */
        IMMEDIATE,
        /** Its first process is killed. */
        KILLED,
        /** Its connections are ended and it is stopped in order. */
        FAST;

        /** As it is written, in lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Ends it in this way, waits until none of its processes is left, and starts it again. */
    void restart(End end) throws IOException;

    /** Kills one process of it. */
    void kill(long process);
}
