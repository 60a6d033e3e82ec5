package dev.widgets.cli.serve.query;

import java.util.Optional;

/** The query of a request is invalid; says so with the status and the words of PostgREST. */
public final class QueryException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String details;
    private final String hint;

    private QueryException(int status, String code, String message, String details, String hint) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.details = details;
        this.hint = hint;
    }

    static QueryException of(String code, String message) {
        return new QueryException(400, code, message, "", "");
    }

    /** The text does not follow the grammar. */
    static QueryException syntax(String message, String details) {
        return of("PGRST100", message).withDetails(details);
    }

    /** The limit, the offset and the Range header leave no valid range. */
    static QueryException range(String details) {
        return new QueryException(416, "PGRST103", "Requested range not satisfiable", details, "");
    }

    /** A parameter is meant for another relation that is not part of the result. */
    static QueryException notEmbedded(String relation) {
        return of("PGRST108", "'" + relation + "' is not an embedded resource in this request")
                .withHint("Verify that '" + relation + "' is included in the 'select' query"
                        + " parameter.");
    }

    QueryException withDetails(String other) {
        return new QueryException(status, code, String.valueOf(getMessage()), other, hint);
    }

    QueryException withHint(String other) {
        return new QueryException(status, code, String.valueOf(getMessage()), details, other);
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the code of PostgREST, or a SQLSTATE. */
    public String code() {
        return code;
    }

    /** Returns further details. */
    public Optional<String> details() {
        return details.isEmpty() ? Optional.empty() : Optional.of(details);
    }

    /** Returns what to do. */
    public Optional<String> hint() {
        return hint.isEmpty() ? Optional.empty() : Optional.of(hint);
    }
}
