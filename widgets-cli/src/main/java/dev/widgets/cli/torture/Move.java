package dev.widgets.cli.torture;

/**
 * A call as one widget has seen it.
 *
 * @param effect what it means to the widget
 * @param call the call
 */
record Move(Effect effect, Call call) {

    /** How the widget was in the end. */
    static Move last(String serialNumber, WidgetState state, long time) {
        return new Move(
                new Effect.Seen(state),
                new Call(
                        "in the end",
                        Way.SINGULAR,
                        Step.find(serialNumber),
                        state.isThere() ? Outcome.found(state) : Outcome.MISSING,
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
