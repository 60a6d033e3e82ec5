package dev.widgets;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Lets operations wait in lanes, on behalf of one role.
 *
 * @param changes the lanes that write
 * @param finds the lanes that read
 * @param role the role; none is the user of the connections
 * @param waits whether the caller will wait for the answer at once
 */
record QueueingWidgetRepository(
        BatchDispatcher<Pending.Change> changes,
        BatchDispatcher<Pending.Find> finds,
        Optional<String> role,
        boolean waits)
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
        return submit(finds, () -> new Pending.Find(role, serialNumber));
    }

    private CompletableFuture<Void> change(Supplier<Operation> operation) {
        return submit(changes, () -> new Pending.Change(role, operation.get()));
    }

    private <T, P extends Pending<T>> CompletableFuture<T> submit(
            BatchDispatcher<P> lanes, Supplier<P> request) {
        P pending;
        try {
            pending = request.get();
        } catch (InvalidInputException e) {
            return CompletableFuture.failedFuture(e);
        }
        if (!waits || !lanes.perform(pending)) {
            lanes.submit(pending);
        }
        return pending.future();
    }
}
