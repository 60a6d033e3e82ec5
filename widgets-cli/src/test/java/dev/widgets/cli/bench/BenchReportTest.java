package dev.widgets.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();

    @TempDir
    private Path folder;

    private Screen report(Path file) {
        Screen screen = Terminal.on(DATABASE)
                .run(
                        "bench",
                        "-n",
                        "2000",
                        "-c",
                        "4",
                        "--warmup",
                        "0s",
                        "-d",
                        "1s",
                        "--report",
                        file.toString(),
                        "-o",
                        "json");
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
        return screen;
    }

    @Test
    void the_report_is_one_page_that_needs_no_other() throws IOException {
        Path file = folder.resolve("report.html");
        Screen screen = report(file);
        assertThat(screen.err()).endsWith("Report written to " + file + ".\n");
        assertThat(Files.readString(file))
                .doesNotContain(
                        "http://", "https://", "<script", "<link", "url(", "NaN", "Infinity")
                .contains("prefers-color-scheme: dark");
    }

    @Test
    void a_browser_shows_its_figures_and_charts() throws Exception {
        Optional<Path> chromium = chromium();
        if (chromium.isEmpty()) {
            System.out.println(
                    "BenchReportTest: chromium is not installed, so no browser has shown the"
                            + " report.");
        }
        Assumptions.assumeTrue(chromium.isPresent(), "chromium is not installed");
        Path file = folder.resolve("report.html");
        Screen screen = report(file);
        String shown = dump(chromium.get(), file);
        double rate = Double.parseDouble(screen.out()
                .replaceAll("(?s).*\"all\":\\{\"done\":\\d+,\"rate\":([0-9.E]+).*", "$1"));
        String done = screen.out().replaceAll("(?s).*\"all\":\\{\"done\":(\\d+).*", "$1");
        assertThat(shown)
                .contains(String.format(Locale.ROOT, "<dd>%,.0f</dd>", rate))
                .contains(String.format(Locale.ROOT, "<td>%,d</td>", Long.parseLong(done)))
                .contains("<li>Verified: every association is")
                .contains("<dt>synchronous_commit</dt><dd>on</dd>");
        assertThat(shown.split("<svg", -1)).hasSize(4);
        assertThat(shown.split("<path class=\"line s\\d\" d=\"M[0-9. ]+L", -1).length)
                .isGreaterThan(8);
    }

    private String dump(Path chromium, Path file) throws Exception {
        Path out = folder.resolve("dom.html");
        Process process = new ProcessBuilder(List.of(
                        chromium.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--dump-dom",
                        file.toUri().toString()))
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("The browser does not end.");
        }
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    private static Optional<Path> chromium() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(place -> Path.of(place, "chromium"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
