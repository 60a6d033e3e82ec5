package dev.widgets.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests of widgets-core on a container, which they choose by themselves where an engine answers.
 */
@Tag("engine")
class TestcontainersTest {

    @RegisterExtension
    static final TestEngine engine = new TestEngine();

    @Test
    void the_tests_of_core_run_on_a_container_where_an_engine_answers() {
        engine.engine().docker("tag", TestEngine.POSTGRES, "postgres:18");
        Tool.Result result = Tool.run(
                        Tool.HERE,
                        // there is no image of Ryuk, which removes containers after a crash
                        Map.of(
                                "DOCKER_HOST",
                                engine.engine().host(),
                                "TESTCONTAINERS_RYUK_DISABLED",
                                "true"),
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.junit.platform.console.ConsoleLauncher",
                                "execute",
                                "--select-class=dev.widgets.WidgetRepositoryTest",
                                "--details=summary",
                                "--disable-banner",
                                "--disable-ansi-colors",
                                "--fail-if-no-tests"))
                .succeeded();
        System.err.println(result.output());
        assertThat(result.output()).contains("tests run on a container of PostgreSQL 18");
        assertThat(result.output())
                .containsPattern(" 0 tests skipped")
                .containsPattern(" 0 tests failed");
    }
}
