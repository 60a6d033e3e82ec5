package dev.widgets.cli.torture;

/**
 * A call that was made.
 *
 * @param id process, incarnation, client and number, with dots between
 * @param way how it went
 * @param step what was asked for
 * @param outcome what came of it
 * @param begun before it was sent, in nanoseconds of the clock of the machine
 * @param ended after it was answered; of an unknown one, when it cannot have any effect any more
 */
record RecordedCall(
        String id, Transport transport, Step step, CallOutcome outcome, long begun, long ended) {

    boolean is(OutcomeKind kind) {
        return outcome.is(kind);
    }

    /** Whether it may have been done although nobody has said so. */
    boolean isOpen() {
        return is(OutcomeKind.UNKNOWN) || is(OutcomeKind.WRONG);
    }

    @Override
    public String toString() {
        return transport.word() + " " + id + "  " + step + ": " + outcome;
    }

    RecordedCall endingAt(long nanos) {
        return new RecordedCall(id, transport, step, outcome, begun, nanos);
    }
}
