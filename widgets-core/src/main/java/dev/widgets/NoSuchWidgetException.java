package dev.widgets;

/** Thrown when a widget that the operation needs does not exist; nothing was done. */
public final class NoSuchWidgetException extends RefusedException {

    private static final long serialVersionUID = 1L;

    private final String serialNumber;

    /** Creates the exception that the database would cause, for tests of a host. */
    public NoSuchWidgetException(String serialNumber) {
        this(RefusalDetails.widgetExists(RefusalDetails.SERIAL, serialNumber), serialNumber);
    }

    NoSuchWidgetException(RefusalDetails refused, String serialNumber) {
        super(refused);
        this.serialNumber = serialNumber;
    }

    /** Returns the serial number that no widget has. */
    public String serialNumber() {
        return serialNumber;
    }
}
