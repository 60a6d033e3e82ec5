package dev.widgets;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * An embedded PostgreSQL in {@code target/postgres-server}. Its binaries come out of
 * {@code <major>.jar} in the folder of system property {@code widgets.test.postgres.dir}, or off
 * the class path where that is not set.
 */
final class ZonkyServer {

    static final Path FOLDER = Path.of("target", "postgres-server").toAbsolutePath();
    private static final String WORKING_FOLDER = "ot.epg.working-dir";

    private ZonkyServer() {}

    static TestServer start(int majorVersion) {
        try {
            Files.createDirectories(FOLDER);
            return start(builder(), majorVersion);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A builder that leaves nothing in the temporary folder, and clears away what was killed here.
     */
    static EmbeddedPostgres.Builder builder() {
        String before = System.getProperty(WORKING_FOLDER);
        System.setProperty(WORKING_FOLDER, FOLDER.toString());
        try {
            return EmbeddedPostgres.builder();
        } finally {
            if (before == null) {
                System.clearProperty(WORKING_FOLDER);
            } else {
                System.setProperty(WORKING_FOLDER, before);
            }
        }
    }

    @SuppressWarnings("resource") // its shutdown hook stops it and deletes its data
    private static TestServer start(EmbeddedPostgres.Builder builder, int majorVersion)
            throws IOException {
        Path data = FOLDER.resolve("data-" + ProcessHandle.current().pid());
        Path log = FOLDER.resolve("server-" + majorVersion + ".log");
        Files.deleteIfExists(log);
        EmbeddedPostgres postgres = builder.setOverrideWorkingDirectory(FOLDER.toFile())
                .setDataDirectory(data)
                .setPgBinaryResolver(binaries(majorVersion))
                .setLocaleConfig("locale", "C.UTF-8")
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("max_connections", Integer.toString(TestServer.MAX_CONNECTIONS))
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("log_min_messages", "log")
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .start();
        return new TestServer("localhost", postgres.getPort(), "postgres", "postgres");
    }

    static PgBinaryResolver binaries(int majorVersion) {
        String folder = System.getProperty("widgets.test.postgres.dir");
        if (folder == null) {
            return DefaultPostgresBinaryResolver.INSTANCE;
        }
        Path jar = Path.of(folder, majorVersion + ".jar");
        return (system, machine) -> read(jar, resource(system, machine));
    }

    private static String resource(String system, String machine) {
        String architecture = machine.equals("aarch64") ? "arm_64" : machine;
        return "postgres-" + system.toLowerCase(Locale.ROOT) + "-" + architecture + ".txz";
    }

    private static InputStream read(Path jar, String resource) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            ZipEntry entry = file.getEntry(resource);
            if (entry == null) {
                throw new IOException(jar + " has no " + resource);
            }
            try (InputStream content = file.getInputStream(entry)) {
                return new ByteArrayInputStream(content.readAllBytes());
            }
        }
    }
}
