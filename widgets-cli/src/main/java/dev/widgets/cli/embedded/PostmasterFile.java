package dev.widgets.cli.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a server has written into its {@code postmaster.pid}.
 *
 * @param process its process
 * @param port the port that it listens on, 0 while it has not got so far
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

    public boolean isAlive() {
        return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
    }

    /**
     * Whether it may be a server: after a restart of the machine any program may have its number.
     */
    boolean isPostgres() {
        return info().flatMap(ProcessHandle.Info::command)
                .map(command -> command.contains("postgres"))
                .orElse(true);
    }

    /** Whether it was started for this folder, as far as the operating system tells. */
    boolean isServerOf(Path cluster) {
        return info().flatMap(ProcessHandle.Info::arguments)
                .map(arguments -> Arrays.asList(arguments).contains(cluster.toString()))
                .orElse(true);
    }

    private Optional<ProcessHandle.Info> info() {
        return ProcessHandle.of(process).map(ProcessHandle::info);
    }
}
