package dev.widgets;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Blocks until another repository has the result.
 *
 * @param async does the operations on single widgets
 * @param singular reads pages and counts
 */
record BlockingWidgetRepository(AsyncWidgetRepository async, WidgetRepository singular)
        implements WidgetRepository {

    @Override
    public void add(String serialNumber, String name, Ports ports) {
        await(async.add(serialNumber, name, ports));
    }

    @Override
    public void remove(String serialNumber) {
        await(async.remove(serialNumber));
    }

    @Override
    public void rename(String serialNumber, String name) {
        await(async.rename(serialNumber, name));
    }

    @Override
    public void associate(String serialNumber, String peerSerialNumber, PortType port) {
        await(async.associate(serialNumber, peerSerialNumber, port));
    }

    @Override
    public void dissociate(String serialNumber, String peerSerialNumber, PortType port) {
        await(async.dissociate(serialNumber, peerSerialNumber, port));
    }

    @Override
    public Optional<Widget> find(String serialNumber) {
        return await(async.find(serialNumber));
    }

    @Override
    public List<Widget> list(WidgetQuery query) {
        return singular.list(query);
    }

    @Override
    public WidgetCounts count() {
        return singular.count();
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof WidgetException cause ? cause : e;
        }
    }
}
