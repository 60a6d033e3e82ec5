package dev.widgets.site;

import java.util.List;
import java.util.stream.Stream;

/** The pages in the order of the navigation. */
final class Contents {

    /**
     * A part of the navigation.
     *
     * @param title its heading
     * @param guides its pages; pages of the reference are written by classes of their own
     */
    record Group(String title, List<Guide> guides) {

        Group(String title, Guide... guides) {
            this(title, List.of(guides));
        }
    }

    private static final String COMMAND_LINE = "widgets-cli/README.md";
    private static final String DEPLOYMENTS = "examples/deployments/";
    static final String REFERENCE = "Reference";

    static final List<Group> GROUPS = List.of(
            new Group("Start", new Guide("index", "Widgets", "README.md")),
            new Group(
                    "Embedding",
                    new Guide("embedding", "In a Java application", "widgets-core/README.md"),
                    new Guide(
                            "spring-boot",
                            "In Spring Boot",
                            "widgets-core/spring-boot-starter/README.md"),
                    new Guide(
                            "spring-boot-example",
                            "An application",
                            "examples/spring-boot/README.md")),
            new Group(
                    "Operating",
                    new Guide("command-line", "The command line", COMMAND_LINE),
                    new Guide("service", "The HTTP service", COMMAND_LINE, "widgets-serve"),
                    new Guide("database", "The database", "sql/README.md"),
                    new Guide(
                            "settings",
                            "Settings of PostgreSQL",
                            DEPLOYMENTS + "postgresql/README.md"),
                    new Guide("security", "Security", ".github/SECURITY.md")),
            new Group(
                    "Deploying",
                    new Guide("deployments", "Overview", DEPLOYMENTS + "README.md"),
                    new Guide("compose", "Docker Compose", DEPLOYMENTS + "compose/README.md"),
                    new Guide("kubernetes", "Kubernetes", DEPLOYMENTS + "kubernetes/README.md"),
                    new Guide("aws", "AWS", DEPLOYMENTS + "aws/README.md"),
                    new Guide("systemd", "systemd", DEPLOYMENTS + "systemd/README.md"),
                    new Guide("haproxy", "HAProxy", DEPLOYMENTS + "haproxy/README.md"),
                    new Guide("image", "Container image", DEPLOYMENTS + "image/README.md"),
                    new Guide("failover", "Failover with Patroni", "examples/ha/README.md"),
                    new Guide("postgrest", "PostgREST", "examples/postgrest/README.md")),
            new Group(
                    "Testing at scale",
                    new Guide(
                            "load",
                            "Load and faults",
                            COMMAND_LINE,
                            "widgets-bench",
                            "widgets-torture"),
                    new Guide("benchmarks", "Measurements", "examples/benchmarks/README.md"),
                    new Guide(
                            "library-tests",
                            "Tests of the library",
                            "widgets-core/src/test/README.md"),
                    new Guide(
                            "command-line-tests",
                            "Tests of the command line",
                            "widgets-cli/src/test/README.md")),
            new Group(REFERENCE, new Guide("rules", "Rules", "sql/README.md", "rules")),
            new Group(
                    "Project",
                    new Guide("architecture", "Architecture", ".github/ARCHITECTURE.md"),
                    new Guide("contributing", "Contributing", ".github/CONTRIBUTING.md"),
                    new Guide(
                            "distribution",
                            "The distribution",
                            "widgets-cli/distribution/README.md"),
                    new Guide("changelog", "Changelog", ".github/CHANGELOG.md")));

    private Contents() {}

    static Stream<Guide> guides() {
        return GROUPS.stream().flatMap(group -> group.guides().stream());
    }
}
