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

    private final RefusalDetails refused;

    RefusedException(RefusalDetails refused) {
        super(refused.message(), null);
        this.refused = refused;
    }

    /** The rule that refused it. */
    public final Rule rule() {
        return refused.rule();
    }

    /**
     * The SQLSTATE of the refusal, as in {@code sql/README.md}: {@code PT} and an HTTP status, or
     * one of PostgreSQL's own.
     */
    public final String sqlState() {
        return refused.sqlState();
    }

    /** The fixed sentence of the rule, the same for whatever it refuses. */
    public final String sentence() {
        return refused.sentence();
    }

    /** The argument of the function that is to blame. */
    final String argument() {
        return refused.argument();
    }

    /** What stands beside the sentence in the message: the serial numbers and the port. */
    public final String hint() {
        return refused.hint();
    }
}
