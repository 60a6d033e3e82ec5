package dev.widgets.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A command as a process of its own, to be watched, interrupted and killed. */
final class CommandProcess {

    private static final String SIGNAL = interruptsAreIgnored() ? "TERM" : "INT";

    private final Process process;
    private final Path out;
    private final Path err;

    private CommandProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts a command whose data and cache are below a folder. */
    static CommandProcess start(Path home, String... arguments) {
        return start(home, Map.of(), arguments);
    }

    /** The same with variables of its own. */
    static CommandProcess start(Path home, Map<String, String> variables, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(home, "out", ".txt");
            Path err = Files.createTempFile(home, "err", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            builder.environment().remove("WIDGETS_URL");
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            builder.environment().put("XDG_DATA_HOME", home.resolve("data").toString());
            builder.environment().put("XDG_CACHE_HOME", home.resolve("cache").toString());
            builder.environment().putAll(variables);
            return new CommandProcess(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs it to its end. */
    static Screen run(Path home, String... arguments) {
        return start(home, arguments).end();
    }

    Screen end() {
        try {
            if (!process.waitFor(3, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("It does not end: " + Files.readString(err));
            }
            return new Screen(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    String printed() {
        try {
            return Files.readString(out) + Files.readString(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends what Ctrl-C sends. */
    void interrupt() {
        signal(SIGNAL);
    }

    /** The exit code of a process that was interrupted. */
    static int interrupted() {
        return SIGNAL.equals("INT") ? 130 : 143;
    }

    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private void signal(String signal) {
        signal(process.pid(), signal);
    }

    static void signal(long pid, String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(pid))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("In vain: " + what);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** The servers whose data is below a folder. */
    static List<ProcessHandle> servers(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().arguments().stream()
                                .flatMap(java.util.Arrays::stream)
                                .anyMatch(argument -> argument.startsWith(folder.toString()))
                        && process.info().command().orElse("").endsWith("/postgres"))
                .toList();
    }

    /**
     * A process in the background of a shell is started with Ctrl-C ignored, and its children too.
     */
    private static boolean interruptsAreIgnored() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(
                                            line.substring(7).strip().toLowerCase(Locale.ROOT), 16)
                                    & 2)
                            != 0);
        } catch (IOException e) {
            return false;
        }
    }
}
