package dev.widgets.cli.embedded;

import java.util.List;

/** What an embedded server is for, and so how much care it takes of its data. */
public enum ServerUse {
    /** Nothing that was committed is ever lost. */
    KEPT,
    /** The same, but all is deleted at the end. */
    KILLED,
    /** All is deleted at the end. */
    THROWN_AWAY;

    /** Whether its data is deleted at the end. */
    boolean isThrownAway() {
        return this != KEPT;
    }

    List<String> initdbOptions() {
        return this == KEPT ? List.of() : List.of("--no-sync");
    }

    List<String> settings() {
        String care = this == THROWN_AWAY ? "off" : "on";
        return List.of("fsync=" + care, "synchronous_commit=" + care, "full_page_writes=" + care);
    }

    String stopMode() {
        return this == KEPT ? "fast" : "immediate";
    }
}
