package dev.widgets.deployments;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The dashboard of Grafana. */
final class Dashboard {

    private static final Pattern METRIC =
            Pattern.compile("\\b(?:widgets|hikaricp|jvm|process|pg|haproxy)_\\w+");

    private Dashboard() {}

    static List<JsonElement> panels() {
        return JsonParser.parseString(Tool.read("compose/grafana/dashboards/widgets.json"))
                .getAsJsonObject()
                .getAsJsonArray("panels")
                .asList();
    }

    static List<String> expressions() {
        return panels().stream()
                .map(JsonElement::getAsJsonObject)
                .flatMap(panel -> targets(panel).asList().stream())
                .map(target -> target.getAsJsonObject().get("expr").getAsString())
                .toList();
    }

    private static JsonArray targets(JsonObject panel) {
        return panel.has("targets") ? panel.getAsJsonArray("targets") : new JsonArray();
    }

    /** The metrics of the service itself that the dashboard and the alerts name. */
    static Set<String> metricsOfTheService() {
        Set<String> names = new TreeSet<>();
        Matcher matcher = METRIC.matcher(
                String.join("\n", expressions()) + "\n" + Tool.read("compose/alerts.yml"));
        while (matcher.find()) {
            if (!matcher.group().startsWith("pg_") && !matcher.group().startsWith("haproxy_")) {
                names.add(matcher.group());
            }
        }
        return names;
    }
}
