package dev.widgets;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * The names of the roles of least privilege. Roles belong to a whole server, so two registries on
 * one server need names of their own.
 *
 * @param owner owns everything; nobody logs in as it
 * @param anonymous may execute the functions of the API and nothing else; for an HTTP service's
 *     callers without a token
 * @param application may execute the functions of the API and read its views; to be granted to the
 *     users that hosts log in as
 * @param authenticator logs in for an HTTP service, may do nothing but become {@code anonymous}
 */
public record RoleNames(String owner, String anonymous, String application, String authenticator) {

    /** {@code widgets_owner}, {@code web_anon}, {@code widgets_app} and {@code authenticator}. */
    public static final RoleNames DEFAULT =
            new RoleNames("widgets_owner", "web_anon", "widgets_app", "authenticator");

    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException if one is empty, longer than 63 bytes in UTF-8, or begins
     *     with pg_, or two are the same
     */
    public RoleNames {
        Set<String> names = new HashSet<>();
        for (String name : new String[] {owner, anonymous, application, authenticator}) {
            int bytes = name.getBytes(StandardCharsets.UTF_8).length;
            if (bytes < 1 || bytes > 63 || name.startsWith("pg_") || name.indexOf(0) >= 0) {
                throw new IllegalArgumentException(
                        "The name of a role has 1 to 63 bytes and does not begin with pg_, unlike '"
                                + name + "'.");
            }
            if (!names.add(name)) {
                throw new IllegalArgumentException(
                        "The four roles have four names; '" + name + "' is given twice.");
            }
        }
    }
}
