package dev.widgets;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Queues operations for batching, on behalf of one role.
 *
 * @param changes sends the operations that write
 * @param finds sends the operations that read
 * @param role the role, or nothing for the user of the connections
 * @param subject who the operations are for within the role, for the history
 * @param blocking whether the caller blocks until the result is there
 */
record QueueingWidgetRepository(
        BatchDispatcher<Pending.Change> changes,
        BatchDispatcher<Pending.Find<?>> finds,
        Optional<String> role,
        Optional<String> subject,
        boolean blocking)
        implements AsyncWidgetRepository {

    @Override
    public CompletableFuture<Void> add(String serialNumber, String name, Ports ports) {
        return change(() -> Operation.add(serialNumber, name, ports));
    }

    @Override
    public CompletableFuture<Void> remove(String serialNumber) {
        return change(() -> Operation.remove(serialNumber));
    }

    @Override
    public CompletableFuture<Void> rename(String serialNumber, String name) {
        return change(() -> Operation.rename(serialNumber, name));
    }

    @Override
    public CompletableFuture<Void> associate(
            String serialNumber, String peerSerialNumber, PortType port) {
        return change(() -> Operation.associate(serialNumber, peerSerialNumber, port));
    }

    @Override
    public CompletableFuture<Void> dissociate(
            String serialNumber, String peerSerialNumber, PortType port) {
        return change(() -> Operation.dissociate(serialNumber, peerSerialNumber, port));
    }

    @Override
    public CompletableFuture<Optional<Widget>> find(String serialNumber) {
        return submit(finds, () -> new Pending.FindOne(role, serialNumber), Pending::future);
    }

    @Override
    public CompletableFuture<Map<String, Widget>> findAll(Set<String> serialNumbers) {
        return submit(finds, () -> new Pending.FindAll(role, serialNumbers), Pending::future);
    }

    private CompletableFuture<Void> change(Supplier<Operation> operation) {
        return submit(
                changes, () -> new Pending.Change(role, subject, operation.get()), Pending::future);
    }

    private <T, P extends Pending<?>, R extends P> CompletableFuture<T> submit(
            BatchDispatcher<P> dispatcher,
            Supplier<R> request,
            Function<R, CompletableFuture<T>> future) {
        R pending;
        try {
            pending = request.get();
        } catch (InvalidInputException e) {
            return CompletableFuture.failedFuture(e);
        }
        if (!blocking || !dispatcher.perform(pending)) {
            dispatcher.submit(pending);
        }
        return future.apply(pending);
    }
}
