package dev.widgets.cli.torture;

import java.util.Optional;
import javax.sql.DataSource;

/**
 * The database that it happens to.
 *
 * @param control connections, each a new one, of a user that may read and write the table
 * @param clients how clients connect
 * @param service how the HTTP service connects
 * @param anonymousRole who callers of the service are
 * @param server the server, if it may be killed
 */
public record TortureSite(
        DataSource control,
        Login clients,
        Login service,
        String anonymousRole,
        Optional<OwnServer> server) {}
