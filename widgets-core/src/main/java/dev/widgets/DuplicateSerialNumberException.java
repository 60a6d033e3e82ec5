package dev.widgets;

/** Thrown when a widget with this serial number already exists; nothing was done. */
public final class DuplicateSerialNumberException extends RefusedException {

    private static final long serialVersionUID = 1L;

    private final String serialNumber;

    /** Creates the exception that the database would cause, for tests of a host. */
    public DuplicateSerialNumberException(String serialNumber) {
        this(RefusalDetails.serialNumberIsUnique(serialNumber), serialNumber);
    }

    DuplicateSerialNumberException(RefusalDetails refused, String serialNumber) {
        super(refused);
        this.serialNumber = serialNumber;
    }

    /** Returns the serial number that is taken. */
    public String serialNumber() {
        return serialNumber;
    }
}
