package dev.widgets.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a linter would say of the Dockerfile, and what this project promises of its image. */
class DockerfileTest {

    private static final Set<String> INSTRUCTIONS = Set.of(
            "ARG",
            "FROM",
            "WORKDIR",
            "COPY",
            "RUN",
            "ENV",
            "USER",
            "EXPOSE",
            "STOPSIGNAL",
            "HEALTHCHECK",
            "ENTRYPOINT",
            "CMD");

    private final List<String> lines = Stream.of(Tool.read("image/Dockerfile")
                    .replaceAll("(?m)^#.*\n", "")
                    .replaceAll("\\\\\n\\s*", "")
                    .split("\n"))
            .filter(line -> !line.isBlank())
            .toList();

    private final List<String> last =
            lines.subList(lines.lastIndexOf("FROM ${BASE}"), lines.size());

    private String only(String instruction) {
        List<String> found =
                last.stream().filter(line -> line.startsWith(instruction + " ")).toList();
        assertThat(found).hasSize(1);
        return found.get(0).substring(instruction.length() + 1);
    }

    @Test
    void every_line_is_an_instruction() {
        assertThat(lines).allMatch(line -> INSTRUCTIONS.contains(line.split(" ", -1)[0]));
    }

    @Test
    void the_bases_can_be_pinned_and_have_no_floating_tag() {
        assertThat(lines)
                .filteredOn(line -> line.startsWith("FROM"))
                .containsExactly(
                        "FROM ${JDK} AS build", "FROM ${POSTGRES} AS training", "FROM ${BASE}");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("ARG"))
                .allMatch(line -> line.matches("ARG \\w+=docker\\.io/[\\w./-]+:[\\w.-]+"))
                .noneMatch(line -> line.endsWith(":latest"));
    }

    @Test
    void it_runs_without_root_and_without_a_shell() {
        assertThat(only("USER")).isEqualTo("10001:0");
        for (String instruction : List.of("ENTRYPOINT", "CMD")) {
            assertThat(only(instruction)).startsWith("[\"").endsWith("\"]");
        }
        assertThat(only("HEALTHCHECK")).contains("CMD [\"java\"").endsWith("\"ready\"]");
    }

    @Test
    void nothing_secret_and_nothing_downloaded_is_in_it() {
        assertThat(lines).noneMatch(line -> line.startsWith("ADD"));
        assertThat(lines).noneMatch(line -> line.matches("(?i).*(password|secret|token)=.*"));
        assertThat(last).noneMatch(line -> line.matches(".*\\b(curl|wget|apt-get|apk)\\b.*"));
    }

    @Test
    void it_listens_where_other_containers_can_reach_it() {
        assertThat(only("ENV"))
                .contains("WIDGETS_SERVE_LISTEN=0.0.0.0:3000")
                .contains("WIDGETS_SERVE_ADMIN_LISTEN=0.0.0.0:3001");
        assertThat(only("EXPOSE")).isEqualTo("3000 3001");
        assertThat(only("STOPSIGNAL")).isEqualTo("SIGTERM");
    }

    @Test
    void the_jvm_knows_its_limits() {
        assertThat(Tool.read("image/java.options").lines().filter(line -> !line.startsWith("#")))
                .containsExactly(
                        "-XX:SharedArchiveFile=/opt/widgets/widgets.jsa",
                        "-XX:MaxRAMPercentage=60",
                        "-XX:InitialRAMPercentage=12.5",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError");
    }
}
