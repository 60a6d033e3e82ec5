package dev.widgets.cli.torture;

/**
 * A call that a client made.
 *
 * @param id process, incarnation, client and number, separated by dots
 * @param transport how the client reached the registry
 * @param step the requested operation
 * @param outcome its outcome
 * @param begun the time before it was sent, in nanoseconds of the clock of this machine
 * @param ended the time after it was answered; if its outcome is unknown, the time from which it
 *     can no longer take effect
 */
record RecordedCall(
        String id, Transport transport, Step step, CallOutcome outcome, long begun, long ended) {

    boolean is(OutcomeKind kind) {
        return outcome.is(kind);
    }

    /** Returns whether it may have taken effect although no answer says so. */
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
