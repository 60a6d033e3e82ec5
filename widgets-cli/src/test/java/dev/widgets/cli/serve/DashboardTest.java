package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The dashboard and the alerts of examples/deployments/compose. */
class DashboardTest {

    private static final Path COMPOSE = Path.of("../examples/deployments/compose");
    private static final Pattern METRIC =
            Pattern.compile("\\b(?:widgets|hikaricp|jvm|process)_\\w+");

    /** Appear with the first collection of garbage, and with the first dropped connection. */
    private static final Set<String> LATER =
            Set.of("jvm_gc_pause_seconds_sum", "widgets_http_problems_total");

    @Test
    void the_service_has_every_metric_that_they_name() throws Exception {
        Set<String> names = new TreeSet<>();
        for (String file : new String[] {"grafana/dashboards/widgets.json", "alerts.yml"}) {
            Matcher matcher = METRIC.matcher(Files.readString(COMPOSE.resolve(file)));
            while (matcher.find()) {
                names.add(matcher.group());
            }
        }
        names.removeAll(LATER);
        assertThat(names).hasSizeGreaterThan(15);
        try (Served served = Served.start()) {
            served.post("/rpc/remove_widget", "{\"serial_number\":\"none\"}");
            String metrics = served.metrics();
            assertThat(names).allMatch(name -> metrics.contains("\n" + name));
        }
    }
}
