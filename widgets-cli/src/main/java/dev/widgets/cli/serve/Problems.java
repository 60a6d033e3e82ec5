package dev.widgets.cli.serve;

import dev.widgets.cli.serve.query.QueryException;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** The errors of PostgREST, and further errors of this service, whose codes begin with SERVE. */
final class Problems {

    static final HttpField RETRY_AFTER = new PreEncodedHttpField(HttpHeader.RETRY_AFTER, "1");
    static final HttpField BEARER = new PreEncodedHttpField(HttpHeader.WWW_AUTHENTICATE, "Bearer");

    private static final HttpField CLOSE = new PreEncodedHttpField(HttpHeader.CONNECTION, "close");

    static final Problem UNREACHABLE = Problem.of(
                    503, "PGRST000", "Database connection error. Retrying the connection.")
            .with(RETRY_AFTER);
    static final Problem POOL_TIMEOUT = Problem.of(
                    504, "PGRST003", "Timed out acquiring connection from connection pool.")
            .with(RETRY_AFTER);
    static final Problem NO_SUCH_PATH =
            Problem.of(404, "PGRST125", "Invalid path specified in request URL");
    static final Problem UNKNOWN_OUTCOME = Problem.of(
                    500,
                    "SERVE001",
                    "The connection to the database was lost: the operation was done"
                            + " completely or not at all.")
            .withHint("Get the widget to find out. A request with an Idempotency-Key can"
                    + " be sent again.");
    static final Problem OVERLOADED = Problem.of(
                    503, "SERVE002", "Too many requests in progress. Nothing was done.")
            .withHint("Try again in a moment.")
            .with(RETRY_AFTER);
    static final Problem TOO_FAST = Problem.of(
                    429, "SERVE003", "Too many requests from this client. Nothing was done.")
            .withHint("Try again in a moment.")
            .with(RETRY_AFTER);
    static final Problem TOO_SLOW = Problem.of(
                    408, "SERVE004", "The request took too long to arrive. Nothing was done.")
            .with(CLOSE);
    static final Problem FOREIGN_ORIGIN = Problem.of(
                    403,
                    "SERVE006",
                    "Pages of this origin may not use this service. Nothing was done.")
            .withHint("Start the service with --cors-origin to allow this origin.");
    static final Problem FOREIGN_HOST = Problem.of(
                    403,
                    "SERVE007",
                    "The service does not accept this host name. Nothing was done.")
            .withHint("Start the service with --host to add a host name.");
    static final Problem KEY_MALFORMED = Problem.of(
            400,
            "SERVE009",
            "A request has at most one Idempotency-Key, of 1 to 255 printable ASCII characters. Nothing"
                    + " was done.");
    static final Problem UNREADABLE = Problem.of(
                    400, "SERVE011", "The body ended early. Nothing was done.")
            .with(CLOSE);
    static final Problem DEMOTED = Problem.of(
                    503,
                    "SERVE014",
                    "The database accepts no writes: it has become a standby. Nothing was done.")
            .withHint("Try again in a moment.")
            .with(RETRY_AFTER);
    static final Problem FAULT =
            Problem.of(500, "SERVE010", "Internal error of the service; the outcome is unknown.");

    private Problems() {}

    static Problem tooLarge(int most) {
        return Problem.of(413, "SERVE005", "The body is larger than " + most + " bytes.")
                .with(CLOSE);
    }

    static Problem noJson(String message) {
        return Problem.of(400, "PGRST102", message);
    }

    static Problem contentType(String type) {
        return noJson("Content-Type not acceptable: " + type);
    }

    static Problem notAcceptable(String accept) {
        return Problem.of(
                406,
                "PGRST107",
                "None of these media types are available: " + MediaType.names(accept));
    }

    static Problem of(QueryException e) {
        return Problem.of(e.status(), e.code(), String.valueOf(e.getMessage()))
                .withDetails(e.details().orElse(null))
                .withHint(e.hint().orElse(null));
    }

    /** A request that may read the whole table, or a search, has exceeded its time limit. */
    static Problem scanTimeout(SQLException e, String remedy) {
        return Problem.of(500, "57014", String.valueOf(e.getMessage()).replaceFirst("^ERROR: ", ""))
                .withHint(remedy + ", or start the service with a longer --scan-timeout.");
    }

    /** Returns the error for a body that is the value of a single unnamed parameter. */
    static Problem noSuchFunctionOf(String name, String type) {
        return Problem.of(
                        404,
                        "PGRST202",
                        "Could not find the function widgets." + name + " in the schema cache")
                .withDetails("Searched for the function widgets." + name + " with a single unnamed "
                        + type + " parameter, but no matches were found in the schema cache.");
    }

    static Problem method(String method) {
        return Problem.of(405, "PGRST101", "Cannot use the " + method + " method on RPC");
    }

    static Problem unsupportedMethod(String method) {
        return Problem.of(405, "PGRST117", "Unsupported HTTP method: " + method);
    }

    static Problem schema(String name) {
        return Problem.of(406, "PGRST106", "Invalid schema: " + name)
                .withHint("Only the following schemas are exposed: widgets");
    }

    static Problem query(String message, String details) {
        return Problem.of(400, "PGRST100", message).withDetails(details);
    }

    static Problem range(String details) {
        return Problem.of(416, "PGRST103", "Requested range not satisfiable").withDetails(details);
    }

    static Problem notSingular(int rows) {
        return Problem.of(406, "PGRST116", "Cannot coerce the result to a single JSON object")
                .withDetails("The result contains " + rows + " rows");
    }

    static Problem noSuchTable(String name) {
        String hint = NearMatch.of(name, List.of("widgets", "slots", "history"), NearMatch.NAMES)
                .map(near -> "Perhaps you meant the table 'widgets." + near + "'")
                .orElse(null);
        return Problem.of(
                        404,
                        "PGRST205",
                        "Could not find the table 'widgets." + name + "' in the schema cache")
                .withHint(hint);
    }

    /** Returns the error for a function that does not exist with these arguments. */
    static Problem noSuchFunction(String name, List<String> keys, boolean isPost) {
        String list = String.join(", ", keys);
        String function = "widgets." + name;
        String searched = keys.isEmpty()
                ? " without parameters"
                : " with parameter" + (keys.size() > 1 ? "s " : " ") + list;
        return Problem.of(
                        404,
                        "PGRST202",
                        "Could not find the function " + function
                                + (keys.isEmpty() ? " without parameters" : "(" + list + ")")
                                + " in the schema cache")
                .withDetails("Searched for the function " + function + searched
                        + (isPost ? " or with a single unnamed json/jsonb parameter" : "")
                        + ", but no matches were found in the schema cache.")
                .withHint(NearMatch.ofFunction(name, keys).orElse(null));
    }
}
