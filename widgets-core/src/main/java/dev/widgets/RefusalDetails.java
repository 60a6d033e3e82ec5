package dev.widgets;

import java.io.Serializable;

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

    private static final String PEER = "peer_serial_number";

    /**
     * Returns a refusal by the library itself, before anything is sent, in the words of the
     * database.
     */
    static RefusalDetails unsent(Rule rule, String argument, String hint) {
        String sentence = switch (rule) {
            case WIDGET_HAS_1_TO_3_PORTS ->
                "A widget must have 1 to 3 ports, each of type P, Q or R.";
            case PORT_IS_P_Q_OR_R -> "A port type must be P, Q or R.";
            case TEXT_IS_UNICODE ->
                "A text must not contain NUL characters or unpaired surrogates.";
            case LIMIT_IS_POSITIVE -> "The limit must be at least 1.";
            case LIMIT_IS_IN_RANGE -> "A limit must be within its range.";
            default -> throw new IllegalArgumentException(rule + " is checked by the database.");
        };
        String sqlState = rule == Rule.TEXT_IS_UNICODE ? "22021" : "23514";
        return new RefusalDetails(rule, sqlState, sentence, hint, argument);
    }

    /** Returns the refusal of a search for a widget that does not exist. */
    static RefusalDetails noSuchWidget(String argument, String serialNumber) {
        return new RefusalDetails(
                Rule.WIDGET_EXISTS,
                "PT404",
                "The widget does not exist.",
                "No widget has the serial number \"" + serialNumber + "\".",
                argument);
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
