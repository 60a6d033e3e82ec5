package dev.widgets.distribution;

import static dev.widgets.distribution.Programs.TOP;
import static dev.widgets.distribution.Programs.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The comparison of the public API with the last release, which here is made up. */
class ApiGuardTest {

    @Test
    void the_api_is_compatible_with_a_release_that_was_the_same() throws IOException {
        Path repository = Programs.emptyFolder("api-same");
        install(repository, "0.0.1");
        compare(repository).succeeded();
    }

    @Test
    void a_public_class_of_the_last_release_that_is_missing_fails_the_build() throws IOException {
        Path repository = Programs.emptyFolder("api-broken");
        Path jar = install(repository, "0.0.1");
        Path source = Files.writeString(
                repository.resolve("Retired.java"),
                "package dev.widgets; public final class Retired {}");
        int failures = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "--release", "17", source.toString());
        assertThat(failures).isZero();
        try (FileSystem zip =
                FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
            Files.copy(
                    repository.resolve("Retired.class"), zip.getPath("dev/widgets/Retired.class"));
        }
        Programs.Result result = compare(repository);
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).contains("dev.widgets.Retired:CLASS_REMOVED");
    }

    private static Programs.Result compare(Path repository) throws IOException {
        install(repository, VERSION);
        return Programs.maven(
                TOP,
                System.getProperty("java.home"),
                repository,
                "-Prelease",
                "-pl",
                "widgets-core",
                "-Djapicmp.skip=false",
                "-Dreleased.version=0.0.1",
                "japicmp:cmp@api");
    }

    /** Puts the library of this build into a local repository under some version. */
    private static Path install(Path repository, String version) throws IOException {
        Path folder = repository.resolve("dev/widgets/widgets-core").resolve(version);
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("widgets-core-" + version + ".pom"), """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>dev.widgets</groupId>
                  <artifactId>widgets-core</artifactId>
                  <version>%s</version>
                </project>
                """.formatted(version));
        Path jar = TOP.resolve("widgets-core/target/widgets-core-" + VERSION + ".jar");
        return Files.copy(jar, folder.resolve("widgets-core-" + version + ".jar"));
    }
}
