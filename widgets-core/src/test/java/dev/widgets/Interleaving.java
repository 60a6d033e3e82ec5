package dev.widgets;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Two transactions of one call each, taken step by step, and a third connection that can hold the
 * lock of a row so that a call stops between its rows.
 */
final class Interleaving implements AutoCloseable {

    private static final class Transaction {

        final Stage.Session session;
        Call call;
        boolean isToEnd;
        boolean rollsBack;
        int called;
        int returned;
        int ended;

        Transaction(Stage.Session session) {
            this.session = session;
        }

        void begin(Call next) {
            call = next;
            isToEnd = false;
            rollsBack = false;
            called = 0;
            returned = 0;
            ended = 0;
        }

        boolean canEnd() {
            return isToEnd && ended == 0 && !session.isPending();
        }
    }

    /**
     * What came of a transaction.
     *
     * @param isKept whether it has changed the registry: it was neither refused nor rolled back
     * @param hasWaited whether its call had to wait for a lock
     * @param from the step in which it took effect at the earliest
     * @param to the step in which it took effect at the latest
     */
    record Result(Call call, String outcome, boolean isKept, boolean hasWaited, int from, int to) {}

    private final Stage stage;
    private final Stage.Session holder;
    private final List<Transaction> transactions;
    private int step;

    Interleaving(TestDatabase database) throws SQLException {
        stage = new Stage(database);
        holder = stage.enter();
        transactions = List.of(new Transaction(stage.enter()), new Transaction(stage.enter()));
    }

    /** A connection for looking at the registry between two runs. */
    Connection monitor() {
        return stage.monitor();
    }

    /**
     * Runs one interleaving.
     *
     * @param steps {@code call 1}, {@code end 1}, {@code rollback 1}, {@code hold a},
     *     {@code release}; a transaction whose call waits ends as soon as that has returned
     */
    List<Result> run(Call one, Call other, List<String> steps) throws Exception {
        step = 0;
        transactions.get(0).begin(one);
        transactions.get(1).begin(other);
        for (String name : steps) {
            step++;
            take(name);
            noteReturns();
            endWhatCanEnd();
        }
        return List.of(result(transactions.get(0)), result(transactions.get(1)));
    }

    private void take(String name) throws Exception {
        Transaction transaction = transactions.get(name.endsWith("2") ? 1 : 0);
        switch (name.replaceFirst(" .*", "")) {
            case "call" -> {
                transaction.called = step;
                transaction.session.call(transaction.call);
            }
            case "end" -> transaction.isToEnd = true;
            case "rollback" -> {
                transaction.isToEnd = true;
                transaction.rollsBack = true;
            }
            case "hold" -> holder.lock(name.substring(5));
            case "release" -> holder.commit();
            default -> throw new IllegalArgumentException(name);
        }
    }

    private void endWhatCanEnd() throws Exception {
        for (Transaction transaction : transactions) {
            if (transaction.canEnd()) {
                transaction.ended = step;
                if (transaction.rollsBack) {
                    transaction.session.rollback();
                } else {
                    transaction.session.commit();
                }
                noteReturns();
                step++;
                endWhatCanEnd();
            }
        }
    }

    private void noteReturns() {
        for (Transaction transaction : transactions) {
            if (transaction.called > 0
                    && transaction.returned == 0
                    && !transaction.session.isPending()) {
                transaction.returned = step;
            }
        }
    }

    private static Result result(Transaction transaction) throws Exception {
        if (transaction.ended == 0) {
            throw new AssertionError(transaction.call + " waits for nobody that is left");
        }
        String outcome = transaction.session.outcome();
        boolean isDone = outcome.equals(Call.DONE);
        boolean isKept = isDone && !transaction.rollsBack;
        return new Result(
                transaction.call,
                outcome,
                isKept,
                transaction.returned > transaction.called,
                isKept ? transaction.ended : transaction.called,
                isDone ? transaction.ended : transaction.returned);
    }

    @Override
    public void close() throws SQLException {
        stage.close();
    }
}
