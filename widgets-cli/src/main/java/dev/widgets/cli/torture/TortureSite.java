package dev.widgets.cli.torture;

import java.util.Optional;
import javax.sql.DataSource;

/**
 * The database that it happens to.
 *
 * @param control connections, each a new one, of a user that may read and write the table
 * @param clients how clients connect
 * @param service the HTTP service
 * @param server the server, if it may be killed
 */
public record TortureSite(
        DataSource control, Login clients, Service service, Optional<KillableServer> server) {

    /**
     * The HTTP service, which runs in a process of its own.
     *
     * @param program the main class of this program, whose command {@code serve} is the service
     * @param login how it connects to the database
     * @param anonymousRole the role of its callers
     */
    public record Service(Class<?> program, Login login, String anonymousRole) {}
}
