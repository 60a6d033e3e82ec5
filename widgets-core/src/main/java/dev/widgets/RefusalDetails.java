package dev.widgets;

import java.io.Serializable;
import java.util.Locale;

/**
 * The content of a refusal.
 *
 * @param rule the rule that forbids the operation
 * @param sqlState the SQLSTATE of the refusal
 * @param sentence the sentence that states the rule
 * @param hint the details, such as the serial number; empty if there are none
 * @param argument the name of the argument that caused the refusal
 */
record RefusalDetails(Rule rule, String sqlState, String sentence, String hint, String argument)
        implements Serializable {

    static final String SERIAL = "serial_number";
    static final String PEER = "peer_serial_number";

    /**
     * Returns a refusal that the database has not made, in its words. {@code RefusalTableTest}
     * compares both.
     */
    static RefusalDetails of(Rule rule, String argument, String hint) {
        return new RefusalDetails(rule, sqlState(rule), sentence(rule), hint, argument);
    }

    private static String sqlState(Rule rule) {
        return switch (rule) {
            case SERIAL_NUMBER_IS_UNIQUE, PORT_IS_FREE, ASSOCIATION_IS_UNIQUE_PER_PORT -> "PT409";
            case WIDGET_EXISTS, ASSOCIATION_EXISTS -> "PT404";
            case NO_SELF_ASSOCIATION -> "PT422";
            case TEXT_IS_UNICODE -> "22021";
            case SERIAL_NUMBER_HAS_1_TO_255_CHARACTERS,
                    NAME_HAS_AT_MOST_255_CHARACTERS,
                    WIDGET_HAS_1_TO_3_PORTS,
                    PORT_IS_P_Q_OR_R,
                    LIMIT_IS_POSITIVE,
                    LIMIT_IS_IN_RANGE -> "23514";
        };
    }

    private static String sentence(Rule rule) {
        return switch (rule) {
            case SERIAL_NUMBER_IS_UNIQUE -> "A widget with this serial number already exists.";
            case WIDGET_EXISTS -> "The widget does not exist.";
            case PORT_IS_FREE -> "The widget has no free port of this type.";
            case ASSOCIATION_IS_UNIQUE_PER_PORT ->
                "The widgets are already associated on this port type.";
            case ASSOCIATION_EXISTS -> "The widgets are not associated on this port type.";
            case NO_SELF_ASSOCIATION -> "A widget cannot be associated with itself.";
            case SERIAL_NUMBER_HAS_1_TO_255_CHARACTERS ->
                "A serial number must have 1 to 255 characters.";
            case NAME_HAS_AT_MOST_255_CHARACTERS -> "A name must have at most 255 characters.";
            case WIDGET_HAS_1_TO_3_PORTS ->
                "A widget must have 1 to 3 ports, each of type P, Q or R.";
            case PORT_IS_P_Q_OR_R -> "A port type must be P, Q or R.";
            case TEXT_IS_UNICODE ->
                "A text must not contain NUL characters or unpaired surrogates.";
            case LIMIT_IS_POSITIVE -> "The limit must be at least 1.";
            case LIMIT_IS_IN_RANGE -> "A limit must be within its range.";
        };
    }

    static RefusalDetails serialNumberIsUnique(String serialNumber) {
        return of(
                Rule.SERIAL_NUMBER_IS_UNIQUE,
                SERIAL,
                "The serial number \"" + serialNumber + "\" is already in use.");
    }

    static RefusalDetails widgetExists(String argument, String serialNumber) {
        return of(
                Rule.WIDGET_EXISTS,
                argument,
                "No widget has the serial number \"" + serialNumber + "\".");
    }

    static RefusalDetails portIsFree(
            String argument, String serialNumber, PortType port, String ports) {
        String hint = ports.contains(port.name())
                ? "Every port of type %2$s of \"%1$s\" is in use; its ports are %3$s."
                : "\"%s\" has no port of type %s; its ports are %s.";
        return of(
                Rule.PORT_IS_FREE,
                argument,
                String.format(Locale.ROOT, hint, serialNumber, port, ports));
    }

    static RefusalDetails associationIsUniquePerPort(
            String serialNumber, String peerSerialNumber, PortType port) {
        return of(
                Rule.ASSOCIATION_IS_UNIQUE_PER_PORT,
                "port",
                String.format(
                        Locale.ROOT,
                        "\"%s\" and \"%s\" are associated on port type %s.",
                        serialNumber,
                        peerSerialNumber,
                        port));
    }

    static RefusalDetails associationExists(
            String serialNumber, String peerSerialNumber, PortType port) {
        return of(
                Rule.ASSOCIATION_EXISTS,
                "port",
                String.format(
                        Locale.ROOT,
                        "\"%s\" and \"%s\" have no association on port type %s.",
                        serialNumber,
                        peerSerialNumber,
                        port));
    }

    static RefusalDetails noSelfAssociation(String serialNumber) {
        return of(
                Rule.NO_SELF_ASSOCIATION,
                PEER,
                "Both serial numbers are \"" + serialNumber + "\".");
    }

    String message() {
        return hint.isEmpty() ? sentence : sentence + " " + hint;
    }

    /** Returns the exception for the caller of an operation. */
    RefusedException toException(Operation operation) {
        String serialNumber = operation.serialNumber();
        String peer = operation.peerSerialNumber().orElse(serialNumber);
        String blamed = argument.equals(PEER) ? peer : serialNumber;
        PortType port = operation.port().orElse(PortType.P);
        return switch (rule) {
            case SERIAL_NUMBER_IS_UNIQUE -> new DuplicateSerialNumberException(this, serialNumber);
            case WIDGET_EXISTS -> new NoSuchWidgetException(this, blamed);
            case PORT_IS_FREE -> new NoFreePortException(this, blamed, port);
            case ASSOCIATION_IS_UNIQUE_PER_PORT ->
                new AlreadyAssociatedException(this, serialNumber, peer, port);
            case ASSOCIATION_EXISTS -> new NotAssociatedException(this, serialNumber, peer, port);
            case NO_SELF_ASSOCIATION -> new SelfAssociationException(this, serialNumber);
            case SERIAL_NUMBER_HAS_1_TO_255_CHARACTERS,
                    NAME_HAS_AT_MOST_255_CHARACTERS,
                    WIDGET_HAS_1_TO_3_PORTS,
                    PORT_IS_P_Q_OR_R,
                    TEXT_IS_UNICODE,
                    LIMIT_IS_POSITIVE,
                    LIMIT_IS_IN_RANGE -> new InvalidInputException(this);
        };
    }
}
