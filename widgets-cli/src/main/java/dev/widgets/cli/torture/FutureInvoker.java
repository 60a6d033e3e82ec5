package dev.widgets.cli.torture;

import dev.widgets.AsyncWidgetRepository;
import dev.widgets.PortType;
import dev.widgets.Ports;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls the asynchronous API of the library. */
record FutureInvoker(AsyncWidgetRepository widgets) implements Invoker {

    /** Longer than all time limits of the library. */
    private static final long PATIENCE_SECONDS = 60;

    @Override
    public CallOutcome call(Step step, String id) throws InterruptedException {
        try {
            return perform(step).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return LibraryOutcome.of(cause == null ? e : cause, step.action());
        } catch (TimeoutException e) {
            return CallOutcome.wrong(
                    "the future did not complete within " + PATIENCE_SECONDS + " s");
        } catch (RuntimeException e) {
            return LibraryOutcome.of(e, step.action());
        }
    }

    private CompletableFuture<CallOutcome> perform(Step step) {
        String one = step.serialNumber();
        return switch (step.action()) {
            case ADD -> done(widgets.add(one, step.name(), Ports.parse(step.ports())));
            case REMOVE -> done(widgets.remove(one));
            case ASSOCIATE ->
                done(widgets.associate(one, step.peer(), PortType.parse(step.ports())));
            case DISSOCIATE ->
                done(widgets.dissociate(one, step.peer(), PortType.parse(step.ports())));
            case FIND ->
                widgets.find(one)
                        .thenApply(found -> found.map(WidgetState::of)
                                .map(CallOutcome::found)
                                .orElse(CallOutcome.MISSING));
        };
    }

    private static CompletableFuture<CallOutcome> done(CompletableFuture<Void> change) {
        return change.thenApply(nothing -> CallOutcome.DONE);
    }
}
