package dev.widgets;

/** The two widgets are associated on this port type already. */
public final class AlreadyAssociatedException extends RefusedException {

    private static final long serialVersionUID = 1L;

    private final String serialNumber;
    private final String peerSerialNumber;
    private final PortType port;

    AlreadyAssociatedException(
            RefusalDetails refused, String serialNumber, String peerSerialNumber, PortType port) {
        super(refused);
        this.serialNumber = serialNumber;
        this.peerSerialNumber = peerSerialNumber;
        this.port = port;
    }

    /** The serial number that was given first. */
    public String serialNumber() {
        return serialNumber;
    }

    /** The serial number that was given second. */
    public String peerSerialNumber() {
        return peerSerialNumber;
    }

    /** The port type. */
    public PortType port() {
        return port;
    }
}
