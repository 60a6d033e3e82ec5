package dev.widgets;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/**
 * Sends the operations of many callers together: whatever queues up while the last call is under
 * way goes out as one, over a few connections. With hundreds of callers that is several times as
 * many operations a second as one transaction for each; an operation that comes alone is sent
 * alone, at once.
 *
 * <p><b>Guarantees</b> are those of {@link WidgetRepository} but for one: the operations of a call
 * share a transaction, so they are committed together, and none is answered before. Each has its
 * own outcome all the same: what is refused leaves the others alone, and what fails for all is
 * tried again one by one where nothing can have been done. If the connection is lost under way, the
 * outcome of all of them is unknown.
 *
 * <p><b>The pool</b> needs two connections for each lane, one that writes and one that reads, and
 * those are in autocommit. Other users of the same database, coalesced or not, may be mixed freely,
 * in this process and in others.
 *
 * <p><b>Threads.</b> It may be used by any number of threads at once. Futures are completed by the
 * executor of the options.
 */
public final class WidgetCoalescer implements AsyncWidgetRepository, AutoCloseable {

    private final BatchDispatcher<Pending.Change> changes;
    private final BatchDispatcher<Pending.Find> finds;
    private final JdbiWidgetRepository singular;
    private final AsyncWidgetRepository user;

    private WidgetCoalescer(ConnectionSource connections, CoalescingOptions options) {
        changes = new BatchDispatcher<>("widgets-change", options, new ChangeSender(connections));
        finds = new BatchDispatcher<>("widgets-find", options, new FindSender(connections));
        singular = new JdbiWidgetRepository(connections);
        user = new QueueingWidgetRepository(changes, finds, Optional.empty(), false);
    }

    /**
     * Over a pool, with the default options.
     *
     * @throws IllegalArgumentException if its connections are not in autocommit
     */
    public static WidgetCoalescer open(DataSource pool) {
        return open(pool, CoalescingOptions.DEFAULT);
    }

    /**
     * Over a pool.
     *
     * @throws IllegalArgumentException if its connections are not in autocommit
     */
    public static WidgetCoalescer open(DataSource pool, CoalescingOptions options) {
        return new WidgetCoalescer(ConnectionSource.inAutocommit(pool), options);
    }

    /**
     * The same on behalf of a role: each operation is done if that role may execute its function,
     * and fails with SQLSTATE 42501 in its cause if not. The user of the pool's connections must be
     * one that may become the role. Operations for different roles never share a call.
     */
    public AsyncWidgetRepository as(String role) {
        return new QueueingWidgetRepository(changes, finds, Optional.of(role), false);
    }

    /** The same for callers that wait for each result. */
    public WidgetRepository blocking() {
        return new BlockingWidgetRepository(
                new QueueingWidgetRepository(changes, finds, Optional.empty(), true), singular);
    }

    /** How many operations wait to be sent. */
    public int queued() {
        return changes.queued() + finds.queued();
    }

    @Override
    public CompletableFuture<Void> add(String serialNumber, String name, Ports ports) {
        return user.add(serialNumber, name, ports);
    }

    @Override
    public CompletableFuture<Void> remove(String serialNumber) {
        return user.remove(serialNumber);
    }

    @Override
    public CompletableFuture<Void> associate(
            String serialNumber, String peerSerialNumber, PortType port) {
        return user.associate(serialNumber, peerSerialNumber, port);
    }

    @Override
    public CompletableFuture<Void> dissociate(
            String serialNumber, String peerSerialNumber, PortType port) {
        return user.dissociate(serialNumber, peerSerialNumber, port);
    }

    @Override
    public CompletableFuture<Optional<Widget>> find(String serialNumber) {
        return user.find(serialNumber);
    }

    /**
     * Sends what has been accepted and returns when all of it is answered; turns away what comes
     * later. Leaves the pool open.
     */
    @Override
    public void close() {
        changes.close();
        finds.close();
    }
}
