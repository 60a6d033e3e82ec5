package dev.widgets.cli;

import java.util.List;

/** What an embedded server is for, and so how much care it takes of its data. */
enum ServerUse {
    /** Nothing that was committed is ever lost. */
    KEPT,
    /** All is deleted at the end. */
    THROWN_AWAY;

    List<String> initdbOptions() {
        return this == KEPT ? List.of() : List.of("--no-sync");
    }

    List<String> settings() {
        String care = this == KEPT ? "on" : "off";
        return List.of("fsync=" + care, "synchronous_commit=" + care, "full_page_writes=" + care);
    }

    String stopMode() {
        return this == KEPT ? "fast" : "immediate";
    }
}
