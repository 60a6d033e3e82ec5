package dev.widgets;

/** Thrown when a widget was to be associated with itself; nothing was done. */
public final class SelfAssociationException extends RefusedException {

    private static final long serialVersionUID = 1L;

    private final String serialNumber;

    /** Creates the exception that the database would cause, for tests of a host. */
    public SelfAssociationException(String serialNumber) {
        this(RefusalDetails.noSelfAssociation(serialNumber), serialNumber);
    }

    SelfAssociationException(RefusalDetails refused, String serialNumber) {
        super(refused);
        this.serialNumber = serialNumber;
    }

    /** Returns the serial number that was given twice. */
    public String serialNumber() {
        return serialNumber;
    }
}
