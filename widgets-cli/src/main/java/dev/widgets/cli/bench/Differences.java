package dev.widgets.cli.bench;

import java.util.Optional;

/** The differences between the database and the reported outcomes. */
final class Differences {

    private long missing;
    private long unexpected;
    private Optional<String> example = Optional.empty();

    /** Records something that was reported as done but is missing. */
    void missing(String what) {
        missing++;
        remember(what + " was reported as done, but is missing");
    }

    /** Records something that exists although it was not reported as done. */
    void unexpected(String what) {
        unexpected++;
        remember(what + " exists, but was not reported as done");
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
