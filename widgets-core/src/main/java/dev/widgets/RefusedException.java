package dev.widgets;

/**
 * An operation was refused by a rule, and nothing was done. The same operation will be refused
 * again until something else changes.
 *
 * <p>In a transaction of the host's a refusal by the database aborts that transaction, unless the
 * host has set a savepoint to roll back to.
 */
public abstract sealed class RefusedException extends WidgetException
        permits DuplicateSerialNumberException,
                NoSuchWidgetException,
                NoFreePortException,
                AlreadyAssociatedException,
                NotAssociatedException,
                SelfAssociationException,
                InvalidInputException {

    private static final long serialVersionUID = 1L;

    private final Rule rule;

    RefusedException(Rule rule, String message) {
        super(message, null);
        this.rule = rule;
    }

    /** The rule that refused it. */
    public final Rule rule() {
        return rule;
    }
}
