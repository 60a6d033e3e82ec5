package dev.widgets.cli.torture;

/**
 * A call as one widget has seen it.
 *
 * @param effect what it means to the widget
 * @param call the call
 */
record Event(Effect effect, RecordedCall call) {

    /** How the widget was in the end. */
    static Event last(String serialNumber, WidgetState state, long time) {
        return new Event(
                new Effect.Seen(state),
                new RecordedCall(
                        "in the end",
                        Transport.SINGULAR,
                        Step.find(serialNumber),
                        state.isThere() ? CallOutcome.found(state) : CallOutcome.MISSING,
                        time,
                        time));
    }

    /** Whether it may have been done or not. */
    boolean open() {
        return call.isOpen();
    }

    /** The earliest moment at which it can have been done. */
    long begun() {
        return call.begun();
    }

    /** The latest one. */
    long ended() {
        return call.ended();
    }
}
