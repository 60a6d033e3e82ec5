package dev.widgets.distribution;

import static dev.widgets.distribution.Programs.STAGING;
import static dev.widgets.distribution.Programs.TOP;
import static dev.widgets.distribution.Programs.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * An application of somebody else: {@code examples/embedded}, copied and pointed at the repository.
 */
class ConsumerTest {

    @Test
    void an_application_is_built_and_run_from_the_repository() throws IOException {
        build("consumer", System.getProperty("java.home"));
    }

    @Test
    void an_application_is_built_and_run_on_the_newest_java() throws IOException {
        String jdk = System.getProperty("widgets.jdk", "");
        Programs.assume(Files.isExecutable(Path.of(jdk, "bin/javac")), "no JDK 25: " + jdk);
        build("consumer-25", jdk);
    }

    private static void build(String name, String jdk) throws IOException {
        Path project = Programs.emptyFolder(name + "/project");
        Path repository = Programs.emptyFolder(name + "/repository");
        Programs.copy(TOP.resolve("examples/embedded"), project);
        Path pom = project.resolve("pom.xml");
        Files.writeString(pom, withBom(Files.readString(pom)));
        String output =
                Programs.maven(project, jdk, repository, "test").succeeded().output();
        assertThat(output).contains("Tests run: ").contains("Failures: 0").contains("Errors: 0");
        // What it used came from there, not from an ordinary local repository.
        Path core = repository.resolve("dev/widgets/widgets-core/" + VERSION);
        assertThat(core.resolve("_remote.repositories")).content().contains(".jar>staging=");
        assertThat(repository.resolve("dev/widgets/widgets")).doesNotExist();
    }

    /** Takes the version from the BOM, and both from the repository. */
    private static String withBom(String pom) {
        String version = "\n      <version>${widgets.version}</version>";
        assertThat(pom).containsOnlyOnce(version).containsOnlyOnce("\n  <dependencies>");
        return pom.replace(version, "")
                .replace("\n  <dependencies>", """

  <repositories>
    <repository>
      <id>staging</id>
      <url>%s</url>
      <releases><updatePolicy>always</updatePolicy></releases>
      <snapshots><updatePolicy>always</updatePolicy></snapshots>
    </repository>
  </repositories>
  <dependencyManagement>
    <dependencies>
      <dependency>
        <groupId>dev.widgets</groupId>
        <artifactId>widgets-bom</artifactId>
        <version>%s</version>
        <type>pom</type>
        <scope>import</scope>
      </dependency>
    </dependencies>
  </dependencyManagement>
  <dependencies>""".formatted(STAGING.toUri(), VERSION));
    }
}
