package dev.widgets;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The operations of {@link WidgetRepository} that return a future instead of blocking a thread. A
 * {@link WidgetCoalescer} is one.
 *
 * <p><b>Outcomes.</b> A future completes as the operation of {@link WidgetRepository} ends:
 * normally once the change is committed, or exceptionally with the exception that the operation
 * throws, a {@link RefusedException}, a {@link FailedException} or an
 * {@link UnknownOutcomeException}. If the queue is full it fails with an
 * {@link OverloadedException}. An invalid argument fails the future too; only a null argument
 * causes a {@link NullPointerException}.
 *
 * <p><b>Transactions.</b> An operation never joins a transaction of the host.
 *
 * <p><b>Order.</b> An operation that begins after the future of another one has completed sees what
 * the other one did. Operations that are in progress at the same time take effect in any order.
 *
 * <p><b>Cancelling</b> a future withdraws its operation if it has not been sent. An operation that
 * has been sent continues, and its outcome is not reported.
 *
 * <p><b>Threads.</b> It may be used by any number of threads at once.
 */
public interface AsyncWidgetRepository {

    /** Adds a widget, like {@link WidgetRepository#add}. */
    CompletableFuture<Void> add(String serialNumber, String name, Ports ports);

    /** Removes a widget, like {@link WidgetRepository#remove}. */
    CompletableFuture<Void> remove(String serialNumber);

    /** Gives a widget another name, like {@link WidgetRepository#rename}. */
    CompletableFuture<Void> rename(String serialNumber, String name);

    /** Associates two widgets, like {@link WidgetRepository#associate}. */
    CompletableFuture<Void> associate(String serialNumber, String peerSerialNumber, PortType port);

    /** Removes an association, like {@link WidgetRepository#dissociate}. */
    CompletableFuture<Void> dissociate(String serialNumber, String peerSerialNumber, PortType port);

    /** Finds a widget, like {@link WidgetRepository#find}. */
    CompletableFuture<Optional<Widget>> find(String serialNumber);

    /**
     * Finds several widgets as they are at one moment.
     *
     * @return those that exist, by serial number
     */
    CompletableFuture<Map<String, Widget>> findAll(Set<String> serialNumbers);
}
