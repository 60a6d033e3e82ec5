package dev.widgets;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * An operation whose caller waits for the result. The thread that sends it records its outcome;
 * another thread completes its future afterwards.
 */
abstract sealed class Pending<T> {

    private final Optional<String> role;
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private final long begin = System.nanoTime();

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

    /** Returns the value of {@link System#nanoTime} when the operation was requested. */
    final long begin() {
        return begin;
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

    /** Returns the function that the operation calls. */
    abstract WidgetFunction function();

    abstract void succeed();

    /** An operation that writes. */
    static final class Change extends Pending<Void> {

        private final Operation operation;
        private final Optional<String> subject;

        Change(Optional<String> role, Operation operation) {
            this(role, Optional.empty(), operation);
        }

        Change(Optional<String> role, Optional<String> subject, Operation operation) {
            super(role);
            this.operation = operation;
            this.subject = subject;
        }

        /** Returns who the operation is for within the role, for the history. */
        Optional<String> subject() {
            return subject;
        }

        Operation operation() {
            return operation;
        }

        @Override
        WidgetFunction function() {
            return operation.function();
        }

        @Override
        void succeed() {
            future().complete(null);
        }
    }

    /** An operation that reads. */
    abstract static sealed class Find<T> extends Pending<T> {

        private final Set<String> serialNumbers;

        private Find(Optional<String> role, Set<String> serialNumbers) {
            super(role);
            serialNumbers.forEach(one -> Unicode.check("serial_number", one));
            this.serialNumbers = serialNumbers;
        }

        Set<String> serialNumbers() {
            return serialNumbers;
        }

        @Override
        final WidgetFunction function() {
            return WidgetFunction.GET_WIDGET;
        }

        /** Records the result, which the widgets of the batch contain. */
        abstract void found(Map<String, Widget> widgets);
    }

    /** An operation that reads one widget. */
    static final class FindOne extends Find<Optional<Widget>> {

        private Optional<Widget> found = Optional.empty();

        FindOne(Optional<String> role, String serialNumber) {
            super(role, Set.of(serialNumber));
        }

        @Override
        void found(Map<String, Widget> widgets) {
            found = Optional.ofNullable(widgets.get(serialNumbers().iterator().next()));
        }

        @Override
        void succeed() {
            future().complete(found);
        }
    }

    /** An operation that reads several widgets. */
    static final class FindAll extends Find<Map<String, Widget>> {

        private Map<String, Widget> found = Map.of();

        FindAll(Optional<String> role, Set<String> serialNumbers) {
            super(role, Set.copyOf(serialNumbers));
        }

        @Override
        void found(Map<String, Widget> widgets) {
            Map<String, Widget> mine = new HashMap<>();
            for (String serialNumber : serialNumbers()) {
                Widget widget = widgets.get(serialNumber);
                if (widget != null) {
                    mine.put(serialNumber, widget);
                }
            }
            found = Collections.unmodifiableMap(mine);
        }

        @Override
        void succeed() {
            future().complete(found);
        }
    }
}
