package dev.widgets.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The scripts, for shells of every kind. */
class ScriptsTest {

    private final List<Path> scripts = Tool.files(".sh");

    @Test
    void there_are_scripts_and_they_can_be_run() {
        assertThat(scripts).hasSizeGreaterThan(5).allMatch(Files::isExecutable);
    }

    @TestFactory
    Stream<DynamicTest> their_shells_read_them() {
        return scripts.stream()
                .map(script -> DynamicTest.dynamicTest(
                        Tool.HERE.relativize(script).toString(),
                        () -> Tool.run(Tool.HERE, shell(script), "-n", script.toString())
                                .succeeded()));
    }

    /** A plain shell, unless the script asks for bash. */
    private static String shell(Path script) throws IOException {
        return Files.readString(script).startsWith("#!/bin/bash\n") ? "bash" : "sh";
    }

    @Test
    void the_linter_of_shells_has_no_complaint() {
        Tool.assumeThere("shellcheck");
        String[] command = Stream.concat(
                        Stream.of("shellcheck"), scripts.stream().map(Path::toString))
                .toArray(String[]::new);
        assertThat(Tool.run(Tool.HERE, command).output()).isEmpty();
    }
}
