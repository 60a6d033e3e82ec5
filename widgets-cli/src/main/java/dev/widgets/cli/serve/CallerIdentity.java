package dev.widgets.cli.serve;

import dev.widgets.AsyncWidgetRepository;

/**
 * The identity that a request acts as.
 *
 * @param role the database role
 * @param subject the subject claim of the token, or an empty text
 * @param anonymous whether the role is the one of requests without a token
 * @param widgets the operations, executed as this role
 */
record CallerIdentity(
        String role, String subject, boolean anonymous, AsyncWidgetRepository widgets) {}
