package dev.widgets.cli.torture;

/**
 * A call from the point of view of one widget.
 *
 * @param effect its effect on the widget
 * @param call the call
 */
record Event(Effect effect, RecordedCall call) {

    /** Returns the observation of the final state of a widget. */
    static Event last(String serialNumber, WidgetState state, long time) {
        return new Event(
                new Effect.Seen(state),
                new RecordedCall(
                        "at the end",
                        Transport.SINGULAR,
                        Step.find(serialNumber),
                        state.isThere() ? CallOutcome.found(state) : CallOutcome.MISSING,
                        time,
                        time));
    }

    /** Returns whether it may or may not have taken effect. */
    boolean open() {
        return call.isOpen();
    }

    /** Returns the earliest moment at which it can have taken effect. */
    long begun() {
        return call.begun();
    }

    /** Returns the latest moment at which it can have taken effect. */
    long ended() {
        return call.ended();
    }
}
