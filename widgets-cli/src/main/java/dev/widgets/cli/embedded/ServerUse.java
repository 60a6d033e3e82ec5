package dev.widgets.cli.embedded;

import java.util.List;

/** The purpose of an embedded server, which determines how durable its data is. */
public enum ServerUse {
    /** Committed data is never lost. */
    KEPT,
    /** Committed data is never lost, but deleted at the end. */
    KILLED,
    /** All data is deleted at the end. */
    THROWN_AWAY;

    /** Returns whether the data is deleted at the end. */
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
