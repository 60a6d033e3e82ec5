package dev.widgets;

/** A widget is never associated with itself. */
public final class SelfAssociationException extends RefusedException {

    private static final long serialVersionUID = 1L;

    private final String serialNumber;

    SelfAssociationException(RefusalDetails refused, String serialNumber) {
        super(refused);
        this.serialNumber = serialNumber;
    }

    /** The serial number that was given twice. */
    public String serialNumber() {
        return serialNumber;
    }
}
