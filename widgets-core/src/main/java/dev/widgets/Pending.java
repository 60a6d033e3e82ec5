package dev.widgets;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * An operation that somebody waits for. Its outcome is written down by the lane that sends it, and
 * told to the caller afterwards, by another thread.
 */
abstract sealed class Pending<T> {

    private final Optional<String> role;
    private final CompletableFuture<T> future = new CompletableFuture<>();

    private Optional<WidgetException> failure = Optional.empty();

    private Pending(Optional<String> role) {
        this.role = role;
    }

    /** Whom it is done for; nobody is the user of the connection. */
    final Optional<String> role() {
        return role;
    }

    final CompletableFuture<T> future() {
        return future;
    }

    /** Why it was not done, if it was not. */
    final Optional<WidgetException> failure() {
        return failure;
    }

    /** Writes down that it was not done. */
    final void fail(WidgetException e) {
        failure = Optional.of(e);
    }

    /** Tells the caller. */
    final void complete() {
        if (failure.isPresent()) {
            future.completeExceptionally(failure.get());
        } else {
            succeed();
        }
    }

    abstract void succeed();

    /** One that writes. */
    static final class Change extends Pending<Void> {

        private final Operation operation;

        Change(Optional<String> role, Operation operation) {
            super(role);
            this.operation = operation;
        }

        Operation operation() {
            return operation;
        }

        @Override
        void succeed() {
            future().complete(null);
        }
    }

    /** One that reads. */
    static final class Find extends Pending<Optional<Widget>> {

        private final String serialNumber;
        private Optional<Widget> found = Optional.empty();

        Find(Optional<String> role, String serialNumber) {
            super(role);
            this.serialNumber = Unicode.check("serial number", serialNumber);
        }

        String serialNumber() {
            return serialNumber;
        }

        void found(Widget widget) {
            found = Optional.of(widget);
        }

        @Override
        void succeed() {
            future().complete(found);
        }
    }
}
