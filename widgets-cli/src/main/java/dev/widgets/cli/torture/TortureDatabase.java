package dev.widgets.cli.torture;

import dev.widgets.RoleNames;
import dev.widgets.WidgetAdministration;
import dev.widgets.WidgetSchema;
import dev.widgets.cli.connect.ConnectionOptions;
import dev.widgets.cli.connect.ServerConnection;
import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.Notices;
import dev.widgets.cli.database.Destination;
import dev.widgets.cli.database.DestinationSearch;
import dev.widgets.cli.database.PreparedStatementProbe;
import dev.widgets.cli.database.ServedDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The database of a torture run: a specified one, or one on a temporary server that may be killed.
 *
 * @param site the connection details
 * @param description a readable name
 * @param server the temporary server
 */
public record TortureDatabase(TortureSite site, String description, Optional<TortureServer> server)
        implements AutoCloseable {

    /**
     * Returns whether the options and the environment specify no database, so that a temporary
     * server is used.
     */
    static boolean isOwn(ConnectionOptions options, CliEnvironment environment) {
        return new DestinationSearch(environment).findNamed(options).isEmpty();
    }

    public static TortureDatabase open(
            ConnectionOptions options,
            CliEnvironment environment,
            Notices notices,
            Class<?> program)
            throws IOException, SQLException {
        Optional<Destination.Server> named = new DestinationSearch(environment).findNamed(options);
        if (named.isPresent()) {
            return named(named.get(), program);
        }
        TortureServer server = TortureServer.start(environment, notices);
        try {
            return own(server, program);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Uses the connecting user as the role of HTTP callers, so that no roles are required. */
    private static TortureDatabase named(Destination.Server server, Class<?> program)
            throws SQLException {
        DataSource control = server.connection().dataSource(CommandLimits.LONG);
        WidgetSchema.over(control).validate();
        PreparedStatementProbe.check(control);
        Login login = login(server.connection());
        TortureSite site = new TortureSite(
                control,
                login,
                new TortureSite.Service(program, login, user(control)),
                Optional.empty(),
                Optional.empty());
        return new TortureDatabase(site, server.describe(), Optional.empty());
    }

    private static TortureDatabase own(TortureServer server, Class<?> program) {
        ServerConnection connection = server.server().connection();
        DataSource control = connection.dataSource(CommandLimits.LONG);
        WidgetSchema.over(control).migrate();
        WidgetAdministration.over(control).createRoles(RoleNames.DEFAULT);
        TortureSite site = new TortureSite(
                control,
                login(connection),
                new TortureSite.Service(
                        program,
                        login(ServedDatabase.authenticator(connection, control)),
                        RoleNames.DEFAULT.anonymous()),
                Optional.<KillableServer>of(server),
                Optional.empty());
        return new TortureDatabase(
                site,
                "temporary PostgreSQL server in " + server.folder().path(),
                Optional.of(server));
    }

    private static Login login(ServerConnection connection) {
        return new Login(connection.url(), connection.properties());
    }

    private static String user(DataSource control) throws SQLException {
        try (Connection connection = control.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_user")) {
            return row.next() ? row.getString(1) : "";
        }
    }

    @Override
    public void close() {
        server.ifPresent(TortureServer::close);
    }
}
