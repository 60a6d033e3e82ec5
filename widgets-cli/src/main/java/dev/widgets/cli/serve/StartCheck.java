package dev.widgets.cli.serve;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Finds out before anything is served whether it can be, and whether it is what was meant. */
final class StartCheck {

    private StartCheck() {}

    static void run(ServeOptions options, DataSource connections) throws StartException {
        ServeOptions.Access access = options.access();
        if (!access.hasTokens() && !access.anonymous()) {
            throw StartException.options(
                    "Without tokens and without anonymous callers nobody could call: give"
                            + " --jwt-secret-file or --jwks-file, or leave --no-anonymous out.");
        }
        if (access.anonymous() && !access.open() && !options.listen().isLoopback()) {
            throw StartException.options("On " + options.listen()
                    + " others than this machine could call without a token: say --anonymous if that"
                    + " is meant, or --no-anonymous with --jwt-secret-file or --jwks-file.");
        }
        if (access.audience().isPresent() && !access.hasTokens()) {
            throw StartException.options(
                    "--jwt-audience is of use with --jwt-secret-file or --jwks-file alone.");
        }
        checkDatabase(access, connections);
    }

    /** Why the service cannot start yet, although its options may be right. */
    static Optional<String> trouble(DataSource connections) {
        try (Connection connection = connections.getConnection()) {
            return Catalogue.complaint(connection);
        } catch (SQLException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static void checkDatabase(ServeOptions.Access access, DataSource connections)
            throws StartException {
        try (Connection connection = connections.getConnection()) {
            Optional<String> complaint = Catalogue.complaint(connection);
            if (complaint.isEmpty() && access.anonymous()) {
                complaint = Catalogue.obstacle(connection, access.anonymousRole());
            }
            if (complaint.isPresent()) {
                throw StartException.surroundings(complaint.get());
            }
        } catch (SQLException e) {
            throw new StartException(
                    StartException.Cause.UNREACHABLE,
                    "The database cannot be reached: " + e.getMessage());
        }
    }
}
