package dev.widgets;

import java.io.Serializable;

/**
 * What a refusal says.
 *
 * @param rule the rule that refused
 * @param sqlState the code of the refusal
 * @param sentence the rule's fixed sentence
 * @param hint the details, in the caller's own words; empty if there are none
 * @param argument the name of the function's argument to blame
 */
record RefusalDetails(Rule rule, String sqlState, String sentence, String hint, String argument)
        implements Serializable {

    private static final String PEER = "peer_serial_number";

    /** By the library itself, before anything was sent. */
    static RefusalDetails unsent(Rule rule, String sentence) {
        return new RefusalDetails(
                rule, rule == Rule.TEXT_IS_UNICODE ? "22021" : "23514", sentence, "", "");
    }

    String message() {
        return hint.isEmpty() ? sentence : sentence + " " + hint;
    }

    /** As it is thrown to the caller of an operation. */
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
                    LIMIT_IS_POSITIVE -> new InvalidInputException(this);
        };
    }
}
