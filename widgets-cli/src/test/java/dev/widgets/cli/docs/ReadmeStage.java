package dev.widgets.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.widgets.cli.fixture.PreparedFolder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A folder that looks like a checkout to the shell blocks of README: it contains the command line,
 * made of the classes under test, and the SQL. Nothing outside the folder is changed.
 *
 * @param folder the folder
 */
record ReadmeStage(Path folder) {

    /** Prepares a folder. */
    static ReadmeStage in(Path folder) throws IOException {
        Path commands = Files.createDirectories(folder.resolve("widgets-cli/bin"));
        Files.createSymbolicLink(folder.resolve("sql"), MarkdownFile.ROOT.resolve("sql"));
        PreparedFolder.empty(folder.resolve("data/widgets"));
        Path widgets = Files.writeString(commands.resolve("widgets"), """
                #!/bin/sh
                if [ "$1" = serve ]; then
                  set -- "$@" --listen "127.0.0.1:$SERVE_PORT" --admin-listen none
                fi
                exec "%s" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \\
                  -cp "%s" %s "$@"
                """.formatted(
                        java(), System.getProperty("java.class.path"), "dev.widgets.cli.Main"));
        Files.setPosixFilePermissions(widgets, PosixFilePermissions.fromString("rwx------"));
        return new ReadmeStage(folder);
    }

    /** Skips the test with a message if a program that a block calls is missing. */
    static void require(String program, String debianPackage) {
        boolean there = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!there) {
            String message = "LEFT OUT: " + program
                    + " is not on the path; on Debian it comes with " + debianPackage + ".";
            System.out.println(message);
            abort(message);
        }
    }

    static String java() {
        return ProcessHandle.current().info().command().orElseThrow();
    }

    /** Runs a script, which must succeed, and returns its output. */
    String run(String script, Map<String, String> variables) throws Exception {
        return end(start(List.of("sh", "-eu", "-c", script), variables));
    }

    /** Runs a program in the same way. */
    String end(Process process) throws Exception {
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("It does not end: " + printed(process));
        }
        assertThat(process.exitValue()).as(() -> printed(process)).isZero();
        return Files.readString(file(process, "out"));
    }

    Process start(List<String> command, Map<String, String> variables) throws IOException {
        Path out = Files.createTempFile(folder, "running", ".out");
        Path err = Files.createTempFile(folder, "running", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.remove("WIDGETS_URL");
        environment.remove("JAVA_TOOL_OPTIONS");
        environment.put("HOME", folder.toString());
        environment.put("XDG_DATA_HOME", folder.resolve("data").toString());
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        environment.putAll(variables);
        Process process = builder.start();
        Files.move(out, file(process, "out"));
        Files.move(err, file(process, "err"));
        return process;
    }

    /** Ends a service and waits for it; it stops its PostgreSQL itself. */
    void interrupt(Process process) {
        Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .filter(handle -> handle.info().command().orElse("").equals(java()))
                .toList()
                .forEach(ProcessHandle::destroy);
        process.onExit().join();
    }

    String printed(Process process) {
        try {
            return Files.readString(file(process, "out")) + Files.readString(file(process, "err"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(Process process, String stream) {
        return folder.resolve(process.pid() + "." + stream);
    }
}
