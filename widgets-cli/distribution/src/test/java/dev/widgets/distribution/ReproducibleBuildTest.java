package dev.widgets.distribution;

import static dev.widgets.distribution.Programs.TOP;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A second build of the same source, in another folder, gives the same bytes. */
class ReproducibleBuildTest {

    @Test
    void the_libraries_have_the_same_bytes_when_built_elsewhere() throws IOException {
        Path again = Programs.emptyFolder("again");
        for (String folder :
                List.of("sql", "widgets-core", "widgets-cli", "examples", ".mvn", ".github")) {
            Programs.copy(TOP.resolve(folder), again.resolve(folder));
        }
        Files.copy(TOP.resolve("pom.xml"), again.resolve("pom.xml"));
        List<String> modules = List.of("widgets-core", "widgets-core/spring-boot-starter");
        Programs.maven(
                        again,
                        System.getProperty("java.home"),
                        Programs.emptyFolder("again-repository"),
                        "-Prelease",
                        "-pl",
                        String.join(",", modules),
                        "-am",
                        "-DskipTests",
                        "package")
                .succeeded();
        for (String module : modules) {
            List<Path> files = artefacts(TOP.resolve(module + "/target"));
            assertThat(files).hasSizeGreaterThanOrEqualTo(3);
            for (Path file : files) {
                assertThat(again.resolve(TOP.relativize(file))).hasSameBinaryContentAs(file);
            }
        }
    }

    /** Without the bill of materials, whose plug-in does nothing without a network. */
    private static List<Path> artefacts(Path target) throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }
}
