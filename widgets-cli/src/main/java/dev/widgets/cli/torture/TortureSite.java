package dev.widgets.cli.torture;

import java.util.Optional;
import javax.sql.DataSource;

/**
 * The database and the service of a torture run.
 *
 * @param control provides new connections of a user that may read and write the table
 * @param clients the connection settings of the clients
 * @param service the HTTP service
 * @param server the server, if torture may kill it
 * @param failover makes another server the primary, if torture may
 */
public record TortureSite(
        DataSource control,
        Login clients,
        Service service,
        Optional<KillableServer> server,
        Optional<Failover> failover) {

    /** Returns the same site, where a command makes another server the primary. */
    TortureSite failingOverBy(String command) {
        return new TortureSite(
                control, clients, service, server, Optional.of(new Failover(command, control)));
    }

    /**
     * The HTTP service, which runs in a separate process.
     *
     * @param program the main class of this program, which has the command {@code serve}
     * @param login the connection settings of the service
     * @param anonymousRole the role of HTTP callers
     */
    public record Service(Class<?> program, Login login, String anonymousRole) {}
}
