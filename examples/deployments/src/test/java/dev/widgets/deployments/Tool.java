package dev.widgets.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Runs programs of this machine. A test whose program is missing is skipped, and the log says so.
 */
final class Tool {

    /** The folder of this module. */
    static final Path HERE = Path.of("").toAbsolutePath();

    /**
     * What a program left behind.
     *
     * @param exitCode 0 where all went well
     * @param output standard output, without what went to standard error
     * @param errors standard error
     */
    record Result(int exitCode, String output, String errors) {

        Result succeeded() {
            assertThat(exitCode).as(output + errors).isZero();
            return this;
        }
    }

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(180);

    private Tool() {}

    static Optional<Path> find(String name) {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(":")),
                        Stream.of("/usr/sbin", "/sbin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static void assumeThere(String name) {
        assume(find(name).isPresent(), "there is no " + name + " here");
    }

    /** Skips a test with a reason that stands in the log, unless a condition holds. */
    static void assume(boolean condition, String reason) {
        if (!condition) {
            System.err.println("SKIPPED: " + reason);
        }
        assumeTrue(condition, reason);
    }

    static Result run(Path folder, String... command) {
        return run(folder, Map.of(), List.of(command));
    }

    static Result run(Path folder, Map<String, String> variables, List<String> command) {
        try {
            Path out = Files.createTempFile("out", ".txt");
            Path err = Files.createTempFile("err", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(variables);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(4, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not end: " + Files.readString(err));
            }
            Result result =
                    new Result(process.exitValue(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for minutes, and fails where that is in vain. */
    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("In vain: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    static String read(String file) {
        try {
            return Files.readString(HERE.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files of this module of some name, without those of its tests. */
    static List<Path> files(String suffix) {
        try (Stream<Path> all = Files.walk(HERE)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(suffix))
                    .filter(file -> !file.startsWith(HERE.resolve("src")))
                    .filter(file -> !file.startsWith(HERE.resolve("target")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
