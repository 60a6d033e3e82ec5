package dev.widgets.cli.serve;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/** A token is rejected. The messages are constants because they are also sent in a header. */
final class TokenRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    private TokenRefusal(Problem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    /** The token cannot be decoded, or its signature is not valid. */
    static TokenRefusal undecodable(String message) {
        return invalid("PGRST301", message);
    }

    /** A claim of the token is not valid. */
    static TokenRefusal claims(String message) {
        return invalid("PGRST303", message);
    }

    private static TokenRefusal invalid(String code, String message) {
        return new TokenRefusal(Problem.of(401, code, message)
                .with(new HttpField(
                        HttpHeader.WWW_AUTHENTICATE,
                        "Bearer error=\"invalid_token\", error_description=\""
                                + message.replace("\"", "\\\"") + "\"")));
    }

    Problem problem() {
        return problem;
    }
}
