package dev.widgets.deployments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The engine that all test classes of a JVM share, with the images that they start. It starts with
 * the first class, which is skipped where no engine can run, and stops after the last one.
 */
final class TestEngine implements BeforeAllCallback {

    /** The image of this source tree. */
    static final String IMAGE = "widgets:test";

    /** The same with another schema. */
    static final String NEXT = "widgets:next";

    /** The stand-in of PostgreSQL. */
    static final String POSTGRES = "docker.io/library/postgres:18";

    private static final Path CLI =
            Tool.HERE.resolve("../../widgets-cli/target").normalize();
    static final Path JAR = CLI.resolve("image/widgets.jar");

    private Started started = new Started(null, null);

    /**
     * An engine and its folder, whose path is short: that of a socket has at most 108 characters.
     */
    private record Started(Engine engine, Path folder) implements AutoCloseable {

        @Override
        public void close() {
            engine.close();
            Tool.run(Tool.HERE, "rm", "-rf", folder.toString());
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Engine.assumePossible();
        Tool.assume(Files.exists(JAR), "the jar is not packaged: " + JAR);
        started = context.getRoot()
                .getStore(Namespace.create(TestEngine.class))
                .computeIfAbsent("engine", key -> start(), Started.class);
    }

    Engine engine() {
        return started.engine();
    }

    /** Makes images for tests that need more of them. */
    StandIns standIns() throws IOException {
        return new StandIns(engine(), folder("roots"));
    }

    /** Creates a folder that is deleted with the engine. */
    Path folder(String name) throws IOException {
        return Files.createDirectories(started.folder().resolve(name));
    }

    private static Started start() {
        try {
            Path folder = Files.createTempDirectory("widgets-engine");
            Steps steps = new Steps();
            Engine engine = Engine.start(folder.resolve("engine"));
            steps.done("engine started");
            Started started = new Started(engine, folder);
            buildImages(started);
            steps.done("images built");
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void buildImages(Started started) throws IOException {
        Engine engine = started.engine();
        StandIns standIns =
                new StandIns(engine, Files.createDirectories(started.folder().resolve("roots")));
        standIns.postgres(POSTGRES, CLI.resolve("postgres/18.jar"));
        standIns.haproxy("docker.io/library/haproxy:3.2-alpine");
        standIns.pgBouncer("docker.io/edoburu/pgbouncer:v1.24.1-p1");
        standIns.base("docker.io/library/debian:trixie-slim");
        standIns.jdk("docker.io/library/maven:3.9-eclipse-temurin-25");
        engine.run(Tool.HERE, Map.of(), "image/build.sh", IMAGE).succeeded();
        buildNext(started);
    }

    /**
     * The same image with a schema that differs: a comment in a function, which is installed anew.
     */
    private static void buildNext(Started started) throws IOException {
        Path context = Files.createDirectories(started.folder().resolve("next"));
        Path copy = Files.copy(JAR, context.resolve("widgets.jar"));
        try (FileSystem files = FileSystems.newFileSystem(copy)) {
            Files.writeString(
                    files.getPath("dev/widgets/sql/functions/R__get_widget.sql"),
                    "\n-- next\n",
                    StandardOpenOption.APPEND);
        }
        Files.writeString(
                context.resolve("Dockerfile"),
                "FROM " + IMAGE + "\nCOPY widgets.jar /opt/widgets/\n");
        started.engine().docker("build", "-q", "-t", NEXT, context.toString());
    }
}
