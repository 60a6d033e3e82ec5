package dev.widgets.cli.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.widgets.TimeLimits;
import dev.widgets.WidgetAdministration;
import dev.widgets.WidgetPool;
import dev.widgets.WidgetRepository;
import dev.widgets.WidgetSchema;
import dev.widgets.WidgetSeeder;
import dev.widgets.WidgetTopology;
import dev.widgets.cli.connect.ConnectionOptions;
import dev.widgets.cli.connect.ServerConnection;
import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.Interruption;
import dev.widgets.cli.console.Notices;
import dev.widgets.cli.console.Quantity;
import dev.widgets.cli.embedded.DataFolder;
import dev.widgets.cli.embedded.EmbeddedSchema;
import dev.widgets.cli.embedded.EmbeddedServer;
import dev.widgets.cli.embedded.ServerUse;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The database of one command, and the embedded server if that is used.
 *
 * @param connection the connection settings
 * @param dataSource opens a new connection for each request
 * @param description its name for people
 * @param server the embedded server, if it is used
 */
public record Session(
        ServerConnection connection,
        DataSource dataSource,
        String description,
        Optional<EmbeddedServer> server)
        implements AutoCloseable {

    /**
     * Opens the database that the options and the environment specify. In an embedded one, the
     * schema is installed.
     */
    static Session open(ConnectionOptions options, TimeLimits limits, CliEnvironment environment) {
        Session session = openBare(options, limits, environment);
        if (session.server().isPresent()) {
            session.completeSchema(new Notices(environment.err(), options.verbose()));
        }
        return session;
    }

    /** Does the same, but does not touch the schema. */
    static Session openBare(
            ConnectionOptions options, TimeLimits limits, CliEnvironment environment) {
        Notices notices = new Notices(environment.err(), options.verbose());
        Destination destination = new DestinationSearch(environment).find(options);
        String description = destination.describe();
        String the = destination instanceof Destination.Embedded ? "the " : "";
        notices.detail("Using " + the + description + ", because " + destination.reason() + ".");
        if (destination instanceof Destination.Embedded embedded) {
            DataFolder folder = embedded.folder();
            EmbeddedServer server =
                    EmbeddedServer.open(folder, folder.path(), ServerUse.KEPT, notices);
            return of(server.connection(), limits, description, Optional.of(server));
        }
        ServerConnection connection = ((Destination.Server) destination).connection();
        List<String> own = connection.timeLimits();
        if (!own.isEmpty()) {
            notices.detail("Its settings replace time limits of the command: "
                    + String.join(", ", own) + ".");
        }
        return of(connection, limits, description, Optional.empty());
    }

    private static Session of(
            ServerConnection connection,
            TimeLimits limits,
            String description,
            Optional<EmbeddedServer> server) {
        return new Session(connection, connection.dataSource(limits), description, server);
    }

    /** Opens a pool of connections, which the caller closes. */
    public HikariDataSource pool(int size, TimeLimits limits) {
        return WidgetPool.open(connection.url(), connection.properties(), size, limits);
    }

    public WidgetRepository widgets() {
        return WidgetRepository.over(dataSource);
    }

    public WidgetTopology topology() {
        return WidgetTopology.over(dataSource);
    }

    public WidgetSchema schema() {
        return WidgetSchema.over(dataSource);
    }

    public WidgetSeeder seeder() {
        return WidgetSeeder.over(dataSource);
    }

    public WidgetAdministration administration() {
        return WidgetAdministration.over(dataSource);
    }

    /**
     * Keeps an embedded server running during a shutdown until an interrupted command has ended.
     */
    public void leaveAfter(Interruption interruption) {
        server.ifPresent(one -> one.leaveAfter(interruption.over()));
    }

    private void completeSchema(Notices notices) {
        try {
            if (!EmbeddedSchema.isComplete(dataSource)) {
                int scripts = schema().migrate();
                notices.detail("Installed the schema: " + Quantity.of(scripts, "script") + ".");
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        server.ifPresent(EmbeddedServer::close);
    }
}
