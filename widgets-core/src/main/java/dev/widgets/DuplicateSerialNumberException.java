package dev.widgets;

/** A widget with this serial number exists already. */
public final class DuplicateSerialNumberException extends RefusedException {

    private static final long serialVersionUID = 1L;

    private final String serialNumber;

    DuplicateSerialNumberException(RefusalDetails refused, String serialNumber) {
        super(refused);
        this.serialNumber = serialNumber;
    }

    /** The serial number that is taken. */
    public String serialNumber() {
        return serialNumber;
    }
}
