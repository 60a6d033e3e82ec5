package dev.widgets.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Stream;

/**
 * The files of the embedded PostgreSQL and its password, which are made together.
 *
 * @param folder where they are
 * @param versions the version that is wanted
 */
record ClusterFolder(DataFolder folder, Versions versions) {

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

    String password() throws IOException {
        return Files.readString(folder.password(), StandardCharsets.UTF_8).strip();
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
