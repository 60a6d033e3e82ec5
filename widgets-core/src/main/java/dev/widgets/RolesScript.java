package dev.widgets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs {@code roles.sql}, which reads the names of the roles from settings. */
final class RolesScript {

    private RolesScript() {}

    static void run(Connection connection, RoleNames names) throws SQLException {
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
