package dev.widgets.cli.embedded;

import dev.widgets.cli.connect.ServerConnection;
import dev.widgets.cli.console.BuildVersions;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.postgresql.PGProperty;

/**
 * The files of the embedded server and its password, which are created together.
 *
 * @param folder the data folder
 * @param versions the version of this program
 */
public record ClusterFolder(DataFolder folder, BuildVersions versions) {

    private static final String UNFINISHED = "postgresql.unfinished-";
    private static final int PASSWORD_BYTES = 24;

    /** Throws an exception if the files belong to another major version. */
    void refuseOtherVersion() throws IOException {
        String there = major().orElse(versions.postgresqlMajor());
        if (!there.equals(versions.postgresqlMajor())) {
            throw CommandException.unreachable(
                    "The data folder " + folder.path() + " belongs to PostgreSQL " + there
                            + ", but this version of widgets needs PostgreSQL "
                            + versions.postgresqlMajor() + ". "
                            + (isOlder(there)
                                    ? "Upgrade it with: " + upgradeCommand()
                                    : "Use the version of widgets that made it, or choose another"
                                            + " folder with --data-dir."));
        }
    }

    /** Throws an exception if an upgrade has ended between its last two steps. */
    void refuseUnfinishedUpgrade() {
        if (!exists() && UpgradeMarker.renamed(folder).isPresent()) {
            throw CommandException.unreachable("The upgrade of the data folder " + folder.path()
                    + " was interrupted. Finish it with: " + upgradeCommand());
        }
    }

    private String upgradeCommand() {
        return "widgets upgrade-data --data-dir " + Shell.quote(folder.path().toString());
    }

    /** Returns the major version of the files, such as 18, if there are any. */
    Optional<String> major() throws IOException {
        Path file = folder.cluster().resolve("PG_VERSION");
        return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }

    /** Returns whether a major version is older than that of this program. */
    boolean isOlder(String major) {
        return major.matches("\\d{1,4}")
                && Integer.parseInt(major) < Integer.parseInt(versions.postgresqlMajor());
    }

    boolean exists() {
        return Files.isDirectory(folder.cluster());
    }

    String password() throws IOException {
        return Files.readString(folder.password(), StandardCharsets.UTF_8).strip();
    }

    /** Returns how to connect to the server on a port as its superuser. */
    public ServerConnection connection(int port) throws IOException {
        return connection(port, password());
    }

    /** Returns how to connect to a server, which must prove that it knows the password too. */
    public static ServerConnection connection(int port, String password) {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, PostgresTools.USER);
        PGProperty.PASSWORD.set(properties, password);
        PGProperty.REQUIRE_AUTH.set(properties, "scram-sha-256");
        PGProperty.SSL_MODE.set(properties, "disable");
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        return new ServerConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", properties);
    }

    /** Creates the files, completely or not at all. The caller must hold the turn lock. */
    void create(PostgresTools tools) throws IOException {
        create(tools, newPassword());
    }

    /** Creates the files of a server that has a given password. */
    void create(PostgresTools tools, String password) throws IOException {
        deleteUnfinished();
        folder.writeSecret(folder.password(), password + "\n");
        Path unfinished = Files.createTempDirectory(folder.path(), UNFINISHED);
        try {
            tools.initdb(unfinished);
            Files.move(unfinished, folder.cluster(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Trees.deleteQuietly(unfinished);
            throw e;
        }
    }

    private static String newPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Deletes the files of killed processes, whose initdb may still be running. */
    private void deleteUnfinished() throws IOException {
        try (Stream<Path> files = Files.list(folder.path())) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith(UNFINISHED)) {
                    Trees.deleteQuietly(file);
                }
            }
        }
    }
}
