package dev.widgets;

/** Thrown when a widget that the operation needs does not exist; nothing was done. */
public final class NoSuchWidgetException extends RefusedException {

    private static final long serialVersionUID = 1L;

    private final String serialNumber;

    NoSuchWidgetException(RefusalDetails refused, String serialNumber) {
        super(refused);
        this.serialNumber = serialNumber;
    }

    /** Returns the serial number that no widget has. */
    public String serialNumber() {
        return serialNumber;
    }
}
