package dev.widgets.cli.serve;

import dev.widgets.WidgetFunction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Executes requests with an {@code Idempotency-Key}: repeated requests act once and get the first
 * response. Each request is a separate transaction that claims the key, calls the function and
 * stores the response. A refusal rolls everything back, so a repeated request is decided again.
 */
final class Idempotency {

    static final String HEADER = "Idempotency-Key";

    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1,255}");
    private static final String CLAIM = "select widgets_admin.claim_key(?, ?, ?, ?)";
    private static final String KEEP = "select widgets_admin.keep_answer(?, ?, ?, ?)";
    private static final String AS_SERVICE = "select set_config('role', 'none', true)";
    private static final String FORGET = "select widgets_admin.forget_keys(10000)";

    private final DirectCalls direct;

    Idempotency(DirectCalls direct) {
        this.direct = direct;
    }

    /** Calls a function that writes, or sends the stored response. */
    void call(Exchange exchange, RpcCall call, String key, RpcCall.Shape shape) {
        boolean single = exchange.request().getHeaders().getFields(HEADER).size() == 1;
        if (!single || !KEY.matcher(key).matches()) {
            exchange.send(Problems.KEY_MALFORMED);
            return;
        }
        CallerIdentity caller = exchange.caller();
        String body = call.body().json().get();
        direct.run(exchange, false, connection -> {
            String answer = act(connection, caller, key, call.function(), body);
            // the results of writing functions look the same in JSON and within a row
            return shape.of(connection, new @Nullable String[] {answer, "(" + answer + ")"});
        });
    }

    private static String act(
            Connection connection,
            CallerIdentity caller,
            String key,
            WidgetFunction function,
            String body)
            throws SQLException {
        String role = caller.role();
        String subject = caller.subject();
        String first = ServiceDatabase.query(
                connection, CLAIM, role, subject, key, fingerprint(function, body))[0];
        if (first != null) {
            return first;
        }
        ServiceDatabase.become(connection, caller);
        @Nullable String[] row = ServiceDatabase.query(connection, FunctionSql.of(function), body);
        String answer = String.valueOf(row[0]);
        ServiceDatabase.query(connection, AS_SERVICE);
        ServiceDatabase.query(connection, KEEP, role, subject, key, answer);
        return answer;
    }

    private static String fingerprint(WidgetFunction function, String body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(function.sqlName().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return HexFormat.of().formatHex(digest.digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deletes keys that are older than a day. */
    void cleanUp() {
        direct.quietly(connection -> ServiceDatabase.query(connection, FORGET));
    }
}
