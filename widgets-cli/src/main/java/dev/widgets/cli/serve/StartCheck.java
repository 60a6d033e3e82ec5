package dev.widgets.cli.serve;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Checks before the start that the options are consistent and the database is usable. */
final class StartCheck {

    private StartCheck() {}

    static void run(ServeOptions options, DataSource connections) throws StartException {
        ServeOptions.Access access = options.access();
        if (!access.hasTokens() && !access.anonymous()) {
            throw StartException.options(
                    "With --no-anonymous and without a key for tokens every request"
                            + " would be rejected: give"
                            + " --jwt-secret-file or --jwks-file, or omit --no-anonymous.");
        }
        if (access.anonymous() && !access.open() && !options.listen().isLoopback()) {
            throw StartException.options("On " + options.listen()
                    + " other machines could send requests without a token: give"
                    + " --anonymous to allow"
                    + " that, or --no-anonymous with --jwt-secret-file or --jwks-file.");
        }
        if (access.audience().isPresent() && !access.hasTokens()) {
            throw StartException.options(
                    "--jwt-audience requires --jwt-secret-file or --jwks-file.");
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
                throw StartException.environment(complaint.get());
            }
        } catch (SQLException e) {
            throw new StartException(
                    StartException.Cause.UNREACHABLE,
                    "The database cannot be reached: " + e.getMessage());
        }
    }
}
