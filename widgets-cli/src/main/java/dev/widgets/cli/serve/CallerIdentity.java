package dev.widgets.cli.serve;

import dev.widgets.AsyncWidgetRepository;

/**
 * On whose behalf a request acts.
 *
 * @param role the database role
 * @param subject who it is within the role, as the token says
 * @param anonymous whether there was no token
 * @param widgets the operations as this role
 */
record CallerIdentity(
        String role, String subject, boolean anonymous, AsyncWidgetRepository widgets) {}
