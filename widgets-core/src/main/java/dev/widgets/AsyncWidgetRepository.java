package dev.widgets;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The operations of {@link WidgetRepository} that answer by a future instead of holding a thread.
 * {@link WidgetCoalescer} opens one.
 *
 * <p><b>Outcomes.</b> A future ends as the operation of {@link WidgetRepository} does: it is done
 * when the change is committed, and fails with what that operation throws, a
 * {@link RefusedException}, a {@link FailedException} or an {@link UnknownOutcomeException}; there
 * is one more, {@link OverloadedException}, when too many operations wait. Arguments that cannot be
 * sent at all fail the future as well; a null argument is a {@link NullPointerException}.
 *
 * <p><b>Order.</b> What begins after the future of another operation was done sees what that did.
 * Operations whose results nobody has waited for act in any order.
 *
 * <p><b>Cancelling</b> a future withdraws the operation if it has not been sent. If it has, it goes
 * on, and nobody hears of its outcome.
 *
 * <p><b>Threads.</b> It may be used by any number of threads at once.
 */
public interface AsyncWidgetRepository {

    /** As {@link WidgetRepository#add}. */
    CompletableFuture<Void> add(String serialNumber, String name, Ports ports);

    /** As {@link WidgetRepository#remove}. */
    CompletableFuture<Void> remove(String serialNumber);

    /** As {@link WidgetRepository#associate}. */
    CompletableFuture<Void> associate(String serialNumber, String peerSerialNumber, PortType port);

    /** As {@link WidgetRepository#dissociate}. */
    CompletableFuture<Void> dissociate(String serialNumber, String peerSerialNumber, PortType port);

    /** As {@link WidgetRepository#find}. */
    CompletableFuture<Optional<Widget>> find(String serialNumber);
}
