package dev.widgets;

/**
 * Thrown when a rule forbids an operation; nothing was done. The same operation will be refused
 * again until something else changes.
 *
 * <p>If the operation has joined a transaction of the host, that transaction goes on.
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

    private final RefusalDetails refused;

    RefusedException(RefusalDetails refused) {
        super(refused.message(), null);
        this.refused = refused;
    }

    /** Returns the rule that forbids the operation. */
    public final Rule rule() {
        return refused.rule();
    }

    /**
     * Returns the SQLSTATE of the refusal, as listed in {@code sql/README.md}: {@code PT} and an
     * HTTP status, or a code that PostgreSQL itself uses.
     */
    public final String sqlState() {
        return refused.sqlState();
    }

    /** Returns the sentence that states the rule, without serial numbers or port types. */
    public final String sentence() {
        return refused.sentence();
    }

    /** Returns the name of the argument that caused the refusal. */
    final String argument() {
        return refused.argument();
    }

    /**
     * Returns the details that follow the sentence in the message, such as the serial number; empty
     * if there are none.
     */
    public final String hint() {
        return refused.hint();
    }
}
