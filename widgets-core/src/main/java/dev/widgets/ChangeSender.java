package dev.widgets;

import dev.widgets.Pending.Change;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Sends operations that write: a single one by its own function, several by one call of
 * {@code widgets_admin.apply}, which is one transaction.
 */
final class ChangeSender implements BatchDispatcher.Sender<Change> {

    private static final int ATTEMPTS = 3;
    private static final int ATTEMPTS_ALONE = 20;

    private final ConnectionSource connections;
    private final JdbiWidgetRepository singular;
    private volatile boolean sendsSubjects;

    ChangeSender(ConnectionSource connections) {
        this.connections = connections;
        singular = new JdbiWidgetRepository(connections);
    }

    /** Sets whether the subjects of operations are sent as well. */
    void sendSubjects(boolean send) {
        sendsSubjects = send;
    }

    @Override
    public void send(Optional<String> role, List<Change> batch) {
        if (batch.size() == 1) {
            sendAlone(role, batch.get(0));
            return;
        }
        ChangeBatch call = new ChangeBatch(role, batch, sendsSubjects);
        Optional<SqlFailure> failure = call(call);
        for (int i = 1; i < ATTEMPTS && failure.filter(SqlFailure::wasNotSent).isPresent(); i++) {
            failure = call(call);
        }
        if (failure.isEmpty()) {
            call.undecided().forEach(change -> sendAlone(role, change));
        } else if (failure.get().mayBeTriedAlone()) {
            batch.forEach(change -> sendAlone(role, change));
        } else {
            fail(batch, failure.get());
        }
    }

    private static void fail(List<Change> batch, SqlFailure failure) {
        batch.forEach(change -> change.fail(failure.writing(change.operation())));
    }

    private void sendAlone(Optional<String> role, Change change) {
        try {
            if (role.isPresent()) {
                sendAs(role, change);
            } else {
                singular.write(change.operation());
            }
        } catch (WidgetException e) {
            change.fail(e);
        } catch (RuntimeException | Error e) {
            // the other operations of the batch have outcomes of their own
            change.fail(UnknownOutcomeException.because(e));
        }
    }

    /** Sends a single operation by apply as well, because its own function knows no role. */
    private void sendAs(Optional<String> role, Change change) {
        ChangeBatch call = new ChangeBatch(role, List.of(change), sendsSubjects);
        for (int attempt = 1; ; attempt++) {
            Optional<SqlFailure> failure = call(call);
            boolean again = failure.isPresent()
                    ? failure.get().mayBeRetried() || failure.get().wasNotSent()
                    : !call.undecided().isEmpty();
            if (!again) {
                failure.ifPresent(one -> change.fail(one.writing(change.operation())));
                return;
            }
            if (attempt == ATTEMPTS_ALONE) {
                SqlFailure last = failure.or(call::whyUndecided).orElseThrow();
                change.fail(last.writing(change.operation()));
                return;
            }
            Backoff.pause(Math.min(attempt, ATTEMPTS));
        }
    }

    private Optional<SqlFailure> call(ChangeBatch call) {
        try {
            return connections.writing(call::run);
        } catch (SQLException e) {
            throw SqlFailure.connecting(e);
        }
    }
}
