package dev.widgets;

/**
 * Too many operations wait already, so this one was turned away at once, and nothing was done. It
 * may succeed a moment later.
 */
public final class OverloadedException extends FailedException {

    private static final long serialVersionUID = 1L;

    OverloadedException(int queueLength) {
        super(
                "Nothing was done: " + queueLength
                        + " operations wait already. Try again in a moment.",
                true,
                null);
    }
}
