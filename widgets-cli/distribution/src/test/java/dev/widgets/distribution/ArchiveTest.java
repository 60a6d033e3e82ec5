package dev.widgets.distribution;

import static dev.widgets.distribution.Programs.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The archive with a run-time image, and the one for any Java. */
class ArchiveTest {

    private static Installation image;
    private static Installation plain;

    @BeforeAll
    static void unpack() throws IOException {
        image = Installation.unpack("widgets-" + VERSION + "-linux-x64.tar.gz");
        plain = Installation.unpack("widgets-" + VERSION + ".zip");
    }

    @AfterAll
    static void remove() {
        image.remove();
        plain.remove();
    }

    @Test
    void the_archive_runs_where_there_is_no_java() {
        assertThat(image.widgets("--version").succeeded().output())
                .startsWith("widgets " + VERSION);
    }

    @Test
    void a_link_to_the_program_runs_it() throws IOException {
        Path link = image.home().resolve("widgets");
        Files.createSymbolicLink(link, image.file("bin/widgets"));
        assertThat(image.run(Map.of(), link, "--version").succeeded().output())
                .startsWith("widgets " + VERSION);
    }

    @Test
    void show_finds_a_widget_in_the_embedded_database() {
        image.widgets("add", "W-1", "Copper valve", "PQ").succeeded();
        assertThat(image.widgets("show", "W-1").succeeded().output()).contains("Copper valve");
        assertThat(image.widgets("show", "W-2").exitCode()).isEqualTo(3);
    }

    @Test
    void the_cache_of_classes_is_used_after_the_archive_was_unpacked_elsewhere() {
        // With -Xshare:on Java ends with an error instead of doing without.
        Map<String, String> loud = Map.of("WIDGETS_JAVA_OPTS", "-Xshare:on -Xlog:class+load");
        String output = image.run(loud, image.file("bin/widgets"), "--version")
                .succeeded()
                .output();
        for (String type : List.of("dev.widgets.cli.Program", "picocli.CommandLine")) {
            assertThat(output).contains(type + " source: shared objects file");
        }
    }

    @Test
    void the_cache_of_classes_has_those_of_the_service() {
        Map<String, String> loud = Map.of("WIDGETS_JAVA_OPTS", "-Xshare:on -Xlog:class+load");
        String output = image.run(loud, image.file("bin/widgets"), "serve", "--listen", "nowhere")
                .output();
        assertThat(output).contains("dev.widgets.cli.serve.ServeCommand source: shared objects");
    }

    @Test
    void both_archives_have_manual_pages_completions_and_licences() throws IOException {
        for (Installation installation : List.of(image, plain)) {
            assertThat(installation.file("share/man/man1/widgets-show.1"))
                    .content()
                    .contains("widgets\\-show \\- Show a widget")
                    .contains(".SH ENVIRONMENT")
                    .contains(".SH FILES");
            assertThat(installation.file("share/bash-completion/completions/widgets"))
                    .content()
                    .contains("_complete_widgets");
            assertThat(installation.file("share/zsh/site-functions/_widgets"))
                    .content()
                    .startsWith("#compdef widgets\n");
            assertThat(installation.file("share/fish/vendor_completions.d/widgets.fish"))
                    .content()
                    .contains("-a show");
            assertThat(installation.file("LICENSE")).content().contains("Apache License");
            assertThat(installation.file("THIRD-PARTY.txt"))
                    .content()
                    .contains("org.postgresql:postgresql:", "jetty-server", "info.picocli:picocli:")
                    .contains("The PostgreSQL License")
                    .doesNotContain("Unknown license");
        }
        assertThat(image.file("lib/java/legal/java.base/LICENSE")).exists();
        assertThat(plain.file("lib/java")).doesNotExist();
    }

    @Test
    void the_zip_runs_on_the_java_of_java_home_or_says_that_there_is_none() {
        Path program = plain.file("bin/widgets");
        Map<String, String> java = Map.of("JAVA_HOME", System.getProperty("java.home"));
        assertThat(plain.run(java, program, "--version").succeeded().output())
                .startsWith("widgets " + VERSION);
        Programs.Result without = plain.run(Map.of(), program, "--version");
        assertThat(without.exitCode()).isEqualTo(1);
        assertThat(without.output())
                .isEqualTo(
                        "widgets: No Java found. Install Java, 17 or later, or set JAVA_HOME.\n");
    }
}
