package dev.widgets.cli.bench;

import dev.widgets.cli.console.Durations;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Formats a result as a self-contained HTML page. */
public final class ReportPage {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT);

    private final BenchResult result;
    private final Sentences sentences;
    private final StringBuilder html = new StringBuilder();

    private ReportPage(BenchResult result) {
        this.result = result;
        sentences = new Sentences(result);
    }

    /** Returns the page. */
    public static String of(BenchResult result) {
        ReportPage page = new ReportPage(result);
        page.head();
        page.figures();
        page.charts();
        page.table();
        page.notes();
        page.circumstances();
        return page.html.append("</main>\n</html>\n").toString();
    }

    private void head() {
        Measurement measurement = result.measurement();
        html.append("""
                <!DOCTYPE html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <meta name="color-scheme" content="light dark">
                """);
        html.append("<title>widgets bench: ")
                .append(measurement.plan().mode())
                .append("</title>\n");
        html.append("<style>\n").append(style()).append("</style>\n<main>\n");
        html.append("<h1>widgets bench: ").append(measurement.plan().mode()).append("</h1>\n");
        html.append("<p>").append(escape(sentences.headline())).append("</p>\n<p class=\"soft\">");
        html.append(escape(sentences.mix())).append("; begun ");
        html.append(TIME.format(measurement.begin().atOffset(ZoneOffset.UTC))).append("</p>\n");
    }

    private void figures() {
        Figures all = result.measurement().all();
        html.append("<dl class=\"figures\">\n");
        figure("done per second", Sentences.format("%,.0f", all.rate()));
        figure("median", Durations.ofMillis(all.latency().p50()));
        figure("99th percentile", Durations.ofMillis(all.latency().p99()));
        figure("slowest", Durations.ofMillis(all.latency().max()));
        figure("refused", Sentences.format("%,d", all.refused()));
        figure("errors", Sentences.format("%,d", all.failed()));
        figure("unknown", Sentences.format("%,d", all.unknown()));
        html.append("</dl>\n");
    }

    private void figure(String name, String value) {
        html.append("<div><dt>").append(name).append("</dt><dd>").append(value);
        html.append("</dd></div>\n");
    }

    private void charts() {
        Charts charts = new Charts(result.measurement());
        html.append(charts.throughput()).append(charts.latency()).append(charts.distribution());
    }

    private void table() {
        html.append("<h2>By operation</h2>\n<div class=\"scroll\"><table>\n<tr>");
        for (String name : new String[] {
            "operation",
            "done",
            "a second",
            "p50",
            "p90",
            "p99",
            "p99.9",
            "max",
            "refused",
            "errors",
            "unknown"
        }) {
            html.append("<th>").append(name).append("</th>");
        }
        html.append("</tr>\n");
        for (Figures row : result.rows()) {
            Latency latency = row.latency();
            html.append(Sentences.format(
                    "<tr><th>%s</th><td>%,d</td><td>%,.0f</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td>"
                            + "<td>%s</td><td>%,d</td><td>%,d</td><td>%,d</td></tr>\n",
                    row.name(),
                    row.done(),
                    row.rate(),
                    Durations.ofMillis(latency.p50()),
                    Durations.ofMillis(latency.p90()),
                    Durations.ofMillis(latency.p99()),
                    Durations.ofMillis(latency.p999()),
                    Durations.ofMillis(latency.max()),
                    row.refused(),
                    row.failed(),
                    row.unknown()));
        }
        html.append("</table></div>\n");
    }

    private void notes() {
        html.append("<ul>\n");
        for (String note : sentences.notes()) {
            html.append("<li>").append(escape(note)).append("</li>\n");
        }
        html.append("</ul>\n");
    }

    private void circumstances() {
        html.append("<h2>Where</h2>\n<p>").append(escape(sentences.where())).append("</p>\n");
        html.append("<dl class=\"settings\">\n");
        for (Map.Entry<String, String> setting :
                result.circumstances().settings().entrySet()) {
            html.append("<div><dt>").append(escape(setting.getKey())).append("</dt><dd>");
            html.append(escape(setting.getValue())).append("</dd></div>\n");
        }
        html.append("</dl>\n");
    }

    private static String style() {
        try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException(
                        "The resource report.css is missing from the program.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
