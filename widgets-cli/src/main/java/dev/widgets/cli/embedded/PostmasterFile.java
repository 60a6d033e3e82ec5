package dev.widgets.cli.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The content of a server's {@code postmaster.pid}.
 *
 * @param process the process number
 * @param port the port, or 0 if the server does not listen yet
 */
public record PostmasterFile(long process, int port) {

    private static final String NAME = "postmaster.pid";
    private static final int PORT_LINE = 3;

    public static Optional<PostmasterFile> read(Path cluster) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(cluster.resolve(NAME));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(new PostmasterFile(number(lines, 0), (int) number(lines, PORT_LINE)));
    }

    private static long number(List<String> lines, int index) {
        String line = lines.size() > index ? lines.get(index).strip() : "";
        return line.matches("\\d{1,9}") ? Long.parseLong(line) : 0;
    }

    static void delete(Path cluster) throws IOException {
        Files.deleteIfExists(cluster.resolve(NAME));
    }

    /** Returns whether the process runs. */
    public boolean isAlive() {
        return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false) && !isZombie();
    }

    /**
     * Returns whether the process has ended but is still listed, as in a container without an init
     * process. PostgreSQL does not start while the file names such a process.
     */
    boolean isZombie() {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(process), "stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Returns whether the process may be a server. After a restart of the machine, its number may
     * belong to any program.
     */
    boolean isPostgres() {
        return info().flatMap(ProcessHandle.Info::command)
                .map(command -> command.contains("postgres"))
                .orElse(true);
    }

    /** Returns whether the process was started for a folder, unless the system does not say. */
    boolean isServerOf(Path cluster) {
        return info().flatMap(ProcessHandle.Info::arguments)
                .map(arguments -> Arrays.asList(arguments).contains(cluster.toString()))
                .orElse(true);
    }

    private Optional<ProcessHandle.Info> info() {
        return ProcessHandle.of(process).map(ProcessHandle::info);
    }
}
