package dev.widgets.cli.database;

import dev.widgets.RoleNames;
import dev.widgets.cli.connect.ConnectionOptions;
import dev.widgets.cli.connect.ServerConnection;
import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.Notices;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/**
 * The database of {@code widgets serve}: a specified one, or the embedded one with its roles.
 *
 * @param connection the connection settings of the service
 * @param description its name for people
 * @param session the session on the embedded server, if it is used
 */
public record ServedDatabase(
        ServerConnection connection, String description, Optional<Session> session)
        implements AutoCloseable {

    private static final String SECRET = "select set_config('widgets.secret', ?, false)";

    /** The lock of roles.sql: several services may start at once. */
    private static final String SET_PASSWORD = """
            do $$
            begin
              perform pg_advisory_xact_lock(x'77696467657473'::bigint);
              execute format('alter role authenticator password %L', current_setting('widgets.secret'));
              grant widgets_app to authenticator;
            end
            $$
            """;

    /** Chooses the database; an embedded one is started and gets its roles. */
    public static ServedDatabase open(
            ConnectionOptions options, CliEnvironment environment, Notices notices) {
        Destination destination = new DestinationSearch(environment).find(options);
        if (destination instanceof Destination.Server server) {
            notices.detail("Using " + server.describe() + ", because " + server.reason() + ".");
            return new ServedDatabase(server.connection(), server.describe(), Optional.empty());
        }
        Session session = Session.open(options, CommandLimits.OPERATION, environment);
        try {
            session.administration().createRoles(RoleNames.DEFAULT);
            return new ServedDatabase(
                    authenticator(
                            session.server().orElseThrow().connection(), session.dataSource()),
                    session.description(),
                    Optional.of(session));
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /**
     * Returns the settings to connect as the authenticator, whose password is set to that of the
     * data folder: the service is not a superuser on the embedded server either.
     */
    public static ServerConnection authenticator(ServerConnection owner, DataSource dataSource) {
        Properties properties = new Properties();
        properties.putAll(owner.properties());
        properties.setProperty("user", RoleNames.DEFAULT.authenticator());
        try (Connection connection = dataSource.getConnection();
                PreparedStatement secret = connection.prepareStatement(SECRET);
                Statement statement = connection.createStatement()) {
            secret.setString(1, properties.getProperty("password"));
            secret.execute();
            statement.execute(SET_PASSWORD);
        } catch (SQLException e) {
            throw CommandException.unreachable(
                    "Could not connect to the embedded PostgreSQL: " + Failures.describe(e), e);
        }
        return new ServerConnection(owner.url(), properties);
    }

    /** Keeps the embedded server running during a shutdown until the latch is released. */
    public void leaveAfter(CountDownLatch use) {
        session.flatMap(Session::server).ifPresent(server -> server.leaveAfter(use));
    }

    @Override
    public void close() {
        session.ifPresent(Session::close);
    }
}
