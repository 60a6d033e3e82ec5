package dev.widgets;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * An operation whose caller waits for the result. The thread that sends it records its outcome;
 * another thread completes its future afterwards.
 */
abstract sealed class Pending<T> {

    private final Optional<String> role;
    private final CompletableFuture<T> future = new CompletableFuture<>();

    private Optional<WidgetException> failure = Optional.empty();

    private Pending(Optional<String> role) {
        this.role = role;
    }

    /** Returns the role that the operation is for, or nothing for the user of the connection. */
    final Optional<String> role() {
        return role;
    }

    final CompletableFuture<T> future() {
        return future;
    }

    /** Returns why the operation was not done, or nothing if it was done. */
    final Optional<WidgetException> failure() {
        return failure;
    }

    /** Records that the operation was not done. */
    final void fail(WidgetException e) {
        failure = Optional.of(e);
    }

    /** Completes the future with the recorded outcome. */
    final void complete() {
        if (failure.isPresent()) {
            future.completeExceptionally(failure.get());
        } else {
            succeed();
        }
    }

    /** Completes the future after an unexpected error, unless it has been completed. */
    final void giveUp(Throwable e) {
        future.completeExceptionally(UnknownOutcomeException.because(e));
    }

    abstract void succeed();

    /** An operation that writes. */
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

    /** An operation that reads. */
    static final class Find extends Pending<Optional<Widget>> {

        private final String serialNumber;
        private Optional<Widget> found = Optional.empty();

        Find(Optional<String> role, String serialNumber) {
            super(role);
            this.serialNumber = Unicode.check("serial_number", serialNumber);
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
