package dev.widgets;

/** A widget has no free port of the type, or no port of that type at all. */
public final class NoFreePortException extends RefusedException {

    private static final long serialVersionUID = 1L;

    private final String serialNumber;
    private final PortType port;

    NoFreePortException(RefusalDetails refused, String serialNumber, PortType port) {
        super(refused);
        this.serialNumber = serialNumber;
        this.port = port;
    }

    /** The serial number of the widget that lacks a free port. */
    public String serialNumber() {
        return serialNumber;
    }

    /** The type of port that it lacks. */
    public PortType port() {
        return port;
    }
}
