package dev.widgets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs {@code roles.sql}, which reads the names of the roles from settings. */
final class RolesScript {

    private static final Logger LOGGER = LoggerFactory.getLogger(RolesScript.class);

    private RolesScript() {}

    /**
     * Runs the script in the transaction of the host, or in one of its own if the connection is in
     * autocommit; returns why it failed.
     */
    static Optional<SqlFailure> run(Connection connection, RoleNames names) {
        Outcome.Phase phase = Outcome.Phase.NOT_SENT;
        try {
            boolean own = connection.getAutoCommit();
            phase = Outcome.Phase.IN_TRANSACTION;
            if (!own) {
                execute(connection, names);
                return Optional.empty();
            }
            connection.setAutoCommit(false);
            try {
                execute(connection, names);
                phase = Outcome.Phase.COMMIT;
                connection.commit();
            } catch (SQLException e) {
                rollBack(connection, e);
                throw e;
            }
            restoreAutocommit(connection);
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(new SqlFailure(e, phase));
        }
    }

    private static void rollBack(Connection connection, SQLException reason) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private static void restoreAutocommit(Connection connection) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // the roles are committed; the connection is of no further use
            LOGGER.debug("Autocommit could not be restored", e);
        }
    }

    private static void execute(Connection connection, RoleNames names) throws SQLException {
        set(connection, "widgets.owner_role", names.owner());
        set(connection, "widgets.anonymous_role", names.anonymous());
        set(connection, "widgets.application_role", names.application());
        set(connection, "widgets.authenticator_role", names.authenticator());
        try (Statement statement = connection.createStatement()) {
            statement.execute(SqlScripts.roles());
        }
    }

    private static void set(Connection connection, String name, String value) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select set_config(?, ?, true)")) {
            statement.setString(1, name);
            statement.setString(2, value);
            statement.execute();
        }
    }
}
