package dev.widgets;

/**
 * Thrown when a widget has no free port of the type, or no port of that type at all; the
 * {@link #hint()} says which. Nothing was done.
 */
public final class NoFreePortException extends RefusedException {

    private static final long serialVersionUID = 1L;

    private final String serialNumber;
    private final PortType port;

    /**
     * Creates the exception that the database would cause, for tests of a host.
     *
     * @param serialNumber the serial number of the widget that has no free port
     * @param port the port type
     * @param ports all ports of the widget, for the hint
     */
    public NoFreePortException(String serialNumber, PortType port, Ports ports) {
        this(
                RefusalDetails.portIsFree(
                        RefusalDetails.SERIAL, serialNumber, port, ports.toString()),
                serialNumber,
                port);
    }

    NoFreePortException(RefusalDetails refused, String serialNumber, PortType port) {
        super(refused);
        this.serialNumber = serialNumber;
        this.port = port;
    }

    /** Returns the serial number of the widget that has no free port. */
    public String serialNumber() {
        return serialNumber;
    }

    /** Returns the port type. */
    public PortType port() {
        return port;
    }
}
