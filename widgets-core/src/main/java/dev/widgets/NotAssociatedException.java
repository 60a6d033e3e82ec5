package dev.widgets;

/** Thrown when the two widgets are not associated on this port type; nothing was done. */
public final class NotAssociatedException extends RefusedException {

    private static final long serialVersionUID = 1L;

    private final String serialNumber;
    private final String peerSerialNumber;
    private final PortType port;

    /** Creates the exception that the database would cause, for tests of a host. */
    public NotAssociatedException(String serialNumber, String peerSerialNumber, PortType port) {
        this(
                RefusalDetails.associationExists(serialNumber, peerSerialNumber, port),
                serialNumber,
                peerSerialNumber,
                port);
    }

    NotAssociatedException(
            RefusalDetails refused, String serialNumber, String peerSerialNumber, PortType port) {
        super(refused);
        this.serialNumber = serialNumber;
        this.peerSerialNumber = peerSerialNumber;
        this.port = port;
    }

    /** Returns the serial number that was given first. */
    public String serialNumber() {
        return serialNumber;
    }

    /** Returns the serial number that was given second. */
    public String peerSerialNumber() {
        return peerSerialNumber;
    }

    /** Returns the port type. */
    public PortType port() {
        return port;
    }
}
