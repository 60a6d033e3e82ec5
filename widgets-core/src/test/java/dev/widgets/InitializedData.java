package dev.widgets;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What initdb makes, once a JVM for each major version; servers are given copies of it.
 *
 * @param programs the folder of its programs
 * @param data what was made
 */
record InitializedData(Path programs, Path data) {

    private static final Map<Integer, InitializedData> MADE = new ConcurrentHashMap<>();

    static InitializedData of(int majorVersion) {
        return MADE.computeIfAbsent(majorVersion, InitializedData::make);
    }

    /** A new name for a folder of this JVM. */
    static Path folder(String name) {
        return ZonkyServer.FOLDER.resolve(
                name + "-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
    }

    private static InitializedData make(int majorVersion) {
        try {
            Files.createDirectories(ZonkyServer.FOLDER);
            Path data = folder("initialized");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> OwnServer.delete(data)));
            return new InitializedData(initialize(data, majorVersion), data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the embedded one unpack its programs and make the data; it is run from here on. */
    @SuppressWarnings("resource") // it is stopped below; its lock is given back with this JVM
    private static Path initialize(Path data, int majorVersion) throws IOException {
        EmbeddedPostgres postgres = ZonkyServer.builder()
                .setOverrideWorkingDirectory(ZonkyServer.FOLDER.toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPgBinaryResolver(ZonkyServer.binaries(majorVersion))
                .setLocaleConfig("locale", "C.UTF-8")
                .setPGStartupWait(Duration.ofSeconds(60))
                .setOutputRedirector(Redirect.DISCARD)
                .start();
        ProcessHandle postmaster = ProcessHandle.of(OwnServer.postmaster(data)).orElseThrow();
        Path programs = Path.of("/proc", Long.toString(postmaster.pid()), "exe")
                .toRealPath()
                .resolveSibling(".");
        OwnServer.run(programs, "pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-w");
        assert postgres.getPort() > 0;
        return programs;
    }
}
