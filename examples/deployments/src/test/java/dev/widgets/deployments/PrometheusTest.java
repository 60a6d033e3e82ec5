package dev.widgets.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is scraped, when it alarms, and the dashboard. */
class PrometheusTest {

    private static final Path COMPOSE = Tool.HERE.resolve("compose");

    @Test
    void prometheus_accepts_its_configuration_and_the_alerts() {
        Tool.assumeThere("promtool");
        Tool.Result result = Tool.run(COMPOSE, "promtool", "check", "config", "prometheus.yml")
                .succeeded();
        assertThat(result.output()).contains("7 rules found");
    }

    @Test
    void every_panel_shows_something_and_has_a_place_of_its_own() {
        List<JsonElement> panels = Dashboard.panels();
        assertThat(panels).hasSizeGreaterThan(15);
        assertThat(panels.stream().map(panel -> panel.getAsJsonObject().get("id")))
                .doesNotHaveDuplicates();
        assertThat(panels.stream().map(panel -> panel.getAsJsonObject().get("gridPos")))
                .doesNotHaveDuplicates();
        assertThat(Dashboard.expressions()).hasSizeGreaterThan(25).allMatch(e -> !e.isBlank());
    }

    @Test
    void prometheus_understands_every_expression_of_the_dashboard() throws Exception {
        Tool.assumeThere("promtool");
        StringBuilder rules = new StringBuilder("groups: [{name: all, rules: [\n");
        for (String expression : Dashboard.expressions()) {
            rules.append("{record: x, expr: ")
                    .append(quoted(expression))
                    .append(", labels: {n: \"")
                    .append(rules.length())
                    .append("\"}},\n");
        }
        Path file = Files.createTempFile("rules", ".yml");
        Files.writeString(file, rules.append("]}]\n"));
        Tool.run(COMPOSE, "promtool", "check", "rules", file.toString()).succeeded();
        Files.delete(file);
    }

    private static String quoted(String expression) {
        return new JsonPrimitive(expression.replace("$__rate_interval", "1m")).toString();
    }
}
