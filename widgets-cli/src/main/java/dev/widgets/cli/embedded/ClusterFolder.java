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
 * The files of the embedded PostgreSQL and its password, which are made together.
 *
 * @param folder where they are
 * @param versions the version that is wanted
 */
public record ClusterFolder(DataFolder folder, BuildVersions versions) {

    private static final String UNFINISHED = "postgresql.unfinished-";
    private static final int PASSWORD_BYTES = 24;

    /** Stops before another major version's files are touched. */
    void refuseOtherVersion() throws IOException {
        Path file = folder.cluster().resolve("PG_VERSION");
        String there =
                Files.exists(file) ? Files.readString(file).strip() : versions.postgresqlMajor();
        if (!there.equals(versions.postgresqlMajor())) {
            throw CommandException.unreachable(
                    "The data folder " + folder.path() + " was made by PostgreSQL " + there
                            + ", whose files PostgreSQL " + versions.postgresqlMajor()
                            + " cannot read. Start it once more with the widgets that made it and save the"
                            + " widgets (pg_dump of PostgreSQL " + there
                            + "), then move the folder away; or choose another with --data-dir.");
        }
    }

    boolean exists() {
        return Files.isDirectory(folder.cluster());
    }

    private String password() throws IOException {
        return Files.readString(folder.password(), StandardCharsets.UTF_8).strip();
    }

    /** Connects to the server on this port as its superuser. */
    public ServerConnection connection(int port) throws IOException {
        return connection(port, password());
    }

    /** Connects to an embedded server, which has to prove that it knows the password itself. */
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

    /** Makes them, whole or not at all; in turn. */
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

    /** What was left by processes that were killed; their initdb may still be at it. */
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
