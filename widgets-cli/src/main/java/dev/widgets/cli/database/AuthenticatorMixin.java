package dev.widgets.cli.database;

import dev.widgets.Outcome;
import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import picocli.CommandLine.Option;

/** The option for the password of the role that services log in as. */
public final class AuthenticatorMixin {

    private static final String VARIABLE = "WIDGETS_AUTHENTICATOR_PASSWORD";

    @Option(
            names = "--authenticator-password-file",
            paramLabel = "FILE",
            description =
                    "File with the new password of the authenticator. Alternatively, the variable "
                            + VARIABLE + " holds the password (default: no change).")
    private @Nullable Path file;

    /** Returns the password, without a line break at its end. */
    public Optional<String> password(CliEnvironment environment) {
        if (file == null) {
            return environment.variable(VARIABLE);
        }
        try {
            String password = Files.readString(file).stripTrailing();
            if (password.isEmpty()) {
                throw CommandException.usage("The password file " + file + " is empty.");
            }
            return Optional.of(password);
        } catch (IOException e) {
            throw CommandException.usage("Cannot read the password file: " + Failures.describe(e));
        }
    }

    /** Sets a password. Only its verifier is sent to the server, which may log it. */
    public static void set(DataSource database, String role, String password) {
        Outcome.Phase phase = Outcome.Phase.NOT_SENT;
        try (Connection connection = database.getConnection()) {
            phase = Outcome.Phase.of(connection);
            connection
                    .unwrap(PGConnection.class)
                    .alterUserPassword(role, password.toCharArray(), null);
        } catch (SQLException e) {
            String what = Outcome.of(e, phase) == Outcome.UNKNOWN
                    ? "It is unknown whether the password of " + role + " was set: "
                    : "Could not set the password of " + role + ": ";
            throw CommandException.failure(what + Failures.describe(e));
        }
    }
}
