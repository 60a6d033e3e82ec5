package dev.widgets;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * The names of the roles of least privilege. Roles belong to the whole server, so each registry on
 * a server needs names of its own.
 *
 * @param owner owns the registry; nobody logs in as this role
 * @param anonymous may execute the functions of the API and nothing else; for callers of an HTTP
 *     service without a token
 * @param application may execute the functions of the API and read its views; grant it to the users
 *     that hosts log in as
 * @param authenticator logs in for an HTTP service and may do nothing but become {@code anonymous}
 */
public record RoleNames(String owner, String anonymous, String application, String authenticator) {

    /** {@code widgets_owner}, {@code web_anon}, {@code widgets_app} and {@code authenticator}. */
    public static final RoleNames DEFAULT =
            new RoleNames("widgets_owner", "web_anon", "widgets_app", "authenticator");

    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException if a name is empty, is longer than 63 bytes in UTF-8 or
     *     begins with pg_, or if two names are equal
     */
    public RoleNames {
        Set<String> names = new HashSet<>();
        for (String name : new String[] {owner, anonymous, application, authenticator}) {
            int bytes = name.getBytes(StandardCharsets.UTF_8).length;
            if (bytes < 1 || bytes > 63 || name.startsWith("pg_") || name.indexOf(0) >= 0) {
                throw new IllegalArgumentException(
                        "A role name must have 1 to 63 bytes and must not begin with pg_, unlike '"
                                + name + "'.");
            }
            if (!names.add(name)) {
                throw new IllegalArgumentException(
                        "The names of the four roles must differ; '" + name + "' is given twice.");
            }
        }
    }
}
