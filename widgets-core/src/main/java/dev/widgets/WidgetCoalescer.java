package dev.widgets;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/**
 * Batches the operations of concurrent callers into few database calls; each caller still gets its
 * own result. Operations that arrive while a call is in progress are sent together as the next
 * call. With hundreds of callers this gives several times the throughput of one transaction for
 * each operation. A single operation is sent at once; nothing waits for a batch to fill.
 *
 * <p><b>Guarantees</b> are those of {@link WidgetRepository} with one difference: the operations of
 * a batch share a transaction, so they are committed together, and no caller gets a result before
 * the commit. Each operation still has its own outcome: a refused operation does not affect the
 * others, and if a whole batch fails and certainly nothing was done, its operations are retried one
 * by one. If the connection is lost while a batch is in progress, the outcome of all its operations
 * is unknown.
 *
 * <p><b>Transactions.</b> A coalescer never joins a transaction of the host: operations are sent by
 * threads of its own, over connections of its own, and stay committed if the host rolls back. Use
 * {@link WidgetRepository} for operations that belong to a transaction of the host.
 *
 * <p><b>The pool</b> must provide two connections for each lane, one that writes and one that
 * reads, in autocommit. The database may have any other users at the same time, coalescing or not,
 * in this process and in others. If Citus distributes the table of widgets without {@code widgets
 * distribute}, every operation ends with a {@link SchemaException}.
 *
 * <p><b>Threads.</b> It may be used by any number of threads at once. The executor of the options
 * completes the futures.
 */
public final class WidgetCoalescer implements AsyncWidgetRepository, AutoCloseable {

    private final ChangeSender sender;
    private final BatchDispatcher<Pending.Change> changes;
    private final BatchDispatcher<Pending.Find<?>> finds;
    private final JdbiWidgetRepository singular;
    private final AsyncWidgetRepository user;

    private WidgetCoalescer(ConnectionSource connections, CoalescingOptions options) {
        sender = new ChangeSender(connections);
        changes = new BatchDispatcher<>("widgets-change", options, sender);
        finds = new BatchDispatcher<>(
                "widgets-find",
                options.withNextLaneAt(CoalescingOptions.DEFAULT.nextLaneAt()),
                new FindSender(connections));
        singular = new JdbiWidgetRepository(connections);
        user = new QueueingWidgetRepository(
                changes, finds, Optional.empty(), Optional.empty(), false);
    }

    /**
     * Returns a coalescer over a pool, with the default options. It must be closed by the caller.
     *
     * @throws IllegalArgumentException if the connections of the pool are not in autocommit
     */
    public static WidgetCoalescer open(DataSource pool) {
        return open(pool, CoalescingOptions.DEFAULT);
    }

    /**
     * Returns a coalescer over a pool. It must be closed by the caller.
     *
     * @throws IllegalArgumentException if the connections of the pool are not in autocommit
     */
    public static WidgetCoalescer open(DataSource pool, CoalescingOptions options) {
        return new WidgetCoalescer(
                new BatchConnections(ConnectionSource.inAutocommit(pool)), options);
    }

    /**
     * Returns a view of this coalescer that acts on behalf of a role: an operation fails, with
     * SQLSTATE 42501 in its cause, if the role has no privilege to execute its function. The user
     * of the pool must be a member of the role. Operations for different roles never share a batch.
     */
    public AsyncWidgetRepository as(String role) {
        return new QueueingWidgetRepository(
                changes, finds, Optional.of(role), Optional.empty(), false);
    }

    /**
     * Returns a view of this coalescer like that of {@link #as(String)}, whose operations also have
     * a subject, such as the {@code sub} of a token. Operations with different subjects share
     * batches. The {@linkplain WidgetHistory history} records the subject once
     * {@link #sendSubjects} has been called.
     */
    public AsyncWidgetRepository as(String role, String subject) {
        return new QueueingWidgetRepository(
                changes,
                finds,
                Optional.of(role),
                Optional.of(Unicode.check("subject", subject)),
                false);
    }

    /**
     * Sets whether the subjects of operations are sent to the database. It is off at first, because
     * only the history needs them; call it with {@link WidgetHistory#isRecording} now and then.
     */
    public void sendSubjects(boolean send) {
        sender.sendSubjects(send);
    }

    /** Returns a view of this coalescer for callers that block until each result is there. */
    public WidgetRepository blocking() {
        return new BlockingWidgetRepository(
                new QueueingWidgetRepository(
                        changes, finds, Optional.empty(), Optional.empty(), true),
                singular);
    }

    /** Returns the number of operations in the queue. */
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
    public CompletableFuture<Void> rename(String serialNumber, String name) {
        return user.rename(serialNumber, name);
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

    @Override
    public CompletableFuture<Map<String, Widget>> findAll(Set<String> serialNumbers) {
        return user.findAll(serialNumbers);
    }

    /**
     * Sends the operations that have been accepted and returns when all of them have been sent and
     * answered by the database. Later operations fail. Leaves the pool open.
     */
    @Override
    public void close() {
        changes.close();
        finds.close();
    }
}
