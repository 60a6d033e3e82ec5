package dev.widgets;

/** A widget that the operation needs does not exist. */
public final class NoSuchWidgetException extends RefusedException {

    private static final long serialVersionUID = 1L;

    private final String serialNumber;

    NoSuchWidgetException(RefusalDetails refused, String serialNumber) {
        super(refused);
        this.serialNumber = serialNumber;
    }

    /** The serial number that no widget has. */
    public String serialNumber() {
        return serialNumber;
    }
}
