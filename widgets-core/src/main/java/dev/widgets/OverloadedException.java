package dev.widgets;

/**
 * Thrown when the queue of a {@link WidgetCoalescer} is full. Nothing was done; the operation may
 * succeed a moment later.
 */
public final class OverloadedException extends FailedException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception for a full queue; hosts need it in tests only.
     *
     * @param queueLength the number of operations in the queue
     */
    public OverloadedException(int queueLength) {
        super(
                "Queue full (" + queueLength + " operations); nothing was done, retry shortly.",
                true,
                null);
    }
}
