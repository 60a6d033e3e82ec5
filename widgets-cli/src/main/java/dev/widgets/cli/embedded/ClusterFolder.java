package dev.widgets.cli.embedded;

import dev.widgets.cli.connect.ServerConnection;
import dev.widgets.cli.console.BuildVersions;
import dev.widgets.cli.console.CommandException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
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
        Path file = folder.cluster().resolve("PG_VERSION");
        String there =
                Files.exists(file) ? Files.readString(file).strip() : versions.postgresqlMajor();
        if (!there.equals(versions.postgresqlMajor())) {
            throw CommandException.unreachable(
                    "The data folder " + folder.path() + " belongs to PostgreSQL " + there
                            + ", but this version of widgets needs PostgreSQL "
                            + versions.postgresqlMajor()
                            + ". Save the data with the previous version of widgets and pg_dump, and"
                            + " move the folder; or choose another folder with --data-dir.");
        }
    }

    boolean exists() {
        return Files.isDirectory(folder.cluster());
    }

    private String password() throws IOException {
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
        deleteUnfinished();
        writePassword();
        Path unfinished = Files.createTempDirectory(folder.path(), UNFINISHED);
        try {
            tools.initdb(unfinished);
            Files.move(unfinished, folder.cluster(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Trees.deleteQuietly(unfinished);
            throw e;
        }
    }

    private void writePassword() throws IOException {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        folder.writeSecret(folder.password(), password + "\n");
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
