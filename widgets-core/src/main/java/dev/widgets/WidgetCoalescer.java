package dev.widgets;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;

/** A stand-in, until the real one lands. */
public final class WidgetCoalescer implements AsyncWidgetRepository, AutoCloseable {

    private final WidgetRepository widgets;
    private final ExecutorService threads = Executors.newFixedThreadPool(16);

    private WidgetCoalescer(DataSource dataSource) {
        widgets = WidgetRepository.over(dataSource);
    }

    /** Over a pool, with the default options. */
    public static WidgetCoalescer open(DataSource pool) {
        return open(pool, CoalescingOptions.DEFAULT);
    }

    /** Over a pool. */
    public static WidgetCoalescer open(DataSource pool, CoalescingOptions options) {
        return new WidgetCoalescer(pool);
    }

    /** The same for a role that the user of the pool's connections may become. */
    public AsyncWidgetRepository as(String role) {
        return this;
    }

    /** The same for callers that wait. */
    public WidgetRepository blocking() {
        return widgets;
    }

    /** How many operations wait to be sent. */
    public int queued() {
        return 0;
    }

    @Override
    public CompletableFuture<Void> add(String serialNumber, String name, Ports ports) {
        return CompletableFuture.runAsync(() -> widgets.add(serialNumber, name, ports), threads);
    }

    @Override
    public CompletableFuture<Void> remove(String serialNumber) {
        return CompletableFuture.runAsync(() -> widgets.remove(serialNumber), threads);
    }

    @Override
    public CompletableFuture<Void> associate(
            String serialNumber, String peerSerialNumber, PortType port) {
        return CompletableFuture.runAsync(
                () -> widgets.associate(serialNumber, peerSerialNumber, port), threads);
    }

    @Override
    public CompletableFuture<Void> dissociate(
            String serialNumber, String peerSerialNumber, PortType port) {
        return CompletableFuture.runAsync(
                () -> widgets.dissociate(serialNumber, peerSerialNumber, port), threads);
    }

    @Override
    public CompletableFuture<Optional<Widget>> find(String serialNumber) {
        return CompletableFuture.supplyAsync(() -> widgets.find(serialNumber), threads);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
