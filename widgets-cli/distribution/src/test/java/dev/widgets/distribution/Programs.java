package dev.widgets.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs programs, Maven among them, and knows where this build puts its results. */
final class Programs {

    /** The top folder of the source. */
    static final Path TOP = Path.of(property("widgets.top"));

    static final String VERSION = property("widgets.version");

    /** A folder for what the tests of this module need. It is not removed. */
    static final Path WORK = TOP.resolve("widgets-cli/distribution/target");

    /** The repository that the profile deploys to. */
    static final Path STAGING = TOP.resolve("target/staging");

    /**
     * The result of a program.
     *
     * @param exitCode 0 if it succeeded
     * @param output standard output followed by standard error
     */
    record Result(int exitCode, String output) {

        Result succeeded() {
            assertThat(exitCode).as(output).isZero();
            return this;
        }
    }

    private static final long PATIENCE_MINUTES = 15;

    private Programs() {}

    static String property(String name) {
        String value = System.getProperty(name, "");
        assertThat(value).as(name).isNotEmpty();
        return value;
    }

    /** Skips a test with a reason in the log if a program is missing. */
    static void assumeInstalled(String program) {
        boolean there = Stream.concat(
                        Stream.of(System.getenv("PATH").split(":")),
                        Stream.of("/usr/sbin", "/sbin"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        assume(there, program + " is not installed");
    }

    static void assume(boolean condition, String reason) {
        if (!condition) {
            System.err.println("SKIPPED: " + reason);
        }
        assumeTrue(condition, reason);
    }

    static Result run(Path folder, String... command) {
        return run(folder, Map.of(), List.of(command));
    }

    /** Runs a program with the variables of this process and some more. */
    static Result run(Path folder, Map<String, String> variables, List<String> command) {
        try {
            Path log = Files.createTempFile("program", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(log.toFile());
            builder.environment().putAll(variables);
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
                throw new AssertionError(command + " runs for too long");
            }
            Result result = new Result(process.exitValue(), Files.readString(log));
            Files.delete(log);
            return result;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interruption);
        }
    }

    /**
     * Runs Maven without a network. It writes to a local repository of its own and reads everything
     * else from the ordinary one.
     */
    static Result maven(Path folder, String jdk, Path localRepository, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                TOP.resolve("mvnw").toString(),
                "-B",
                "-o",
                "-Dmaven.repo.local=" + localRepository,
                "-Dmaven.repo.local.tail=" + property("widgets.repository"),
                "-Dmaven.repo.local.tail.ignoreAvailability=true",
                "-Daether.offline.protocols=file"));
        command.addAll(List.of(arguments));
        return run(folder, Map.of("JAVA_HOME", jdk), command);
    }

    /** Copies a folder without its results of a build. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Path relative = from.relativize(path);
                if (Stream.of(relative.toString().split("/")).noneMatch("target"::equals)) {
                    Path target = to.resolve(relative.toString());
                    if (Files.isDirectory(path)) {
                        Files.createDirectories(target);
                    } else {
                        Files.copy(path, target);
                    }
                }
            }
        }
    }

    /** Makes a folder, empty, below this module's target. */
    static Path emptyFolder(String name) throws IOException {
        Path folder = WORK.resolve(name);
        run(TOP, "rm", "-rf", folder.toString()).succeeded();
        return Files.createDirectories(folder);
    }
}
