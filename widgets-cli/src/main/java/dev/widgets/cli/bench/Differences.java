package dev.widgets.cli.bench;

import java.util.Optional;

/** What the database holds other than the clients were told. */
final class Differences {

    private long missing;
    private long unexpected;
    private Optional<String> example = Optional.empty();

    /** Something was reported done, and is not there. */
    void missing(String what) {
        missing++;
        remember(what + " was reported done, and is not there");
    }

    /** Something is there, and nobody was told. */
    void unexpected(String what) {
        unexpected++;
        remember(what + " is there, though nobody was told that it is");
    }

    private void remember(String text) {
        if (example.isEmpty()) {
            example = Optional.of(text);
        }
    }

    long count() {
        return missing + unexpected;
    }

    Optional<String> example() {
        return example;
    }
}
