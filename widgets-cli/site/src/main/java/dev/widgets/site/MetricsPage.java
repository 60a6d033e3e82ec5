package dev.widgets.site;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page about metrics, from those of a running service. */
final class MetricsPage {

    private static final Pattern ABOUT =
            Pattern.compile("^# (HELP|TYPE) (\\S+) ?(.*)$", Pattern.MULTILINE);
    private static final Pattern SAMPLE = Pattern.compile("^(\\w+)\\{(.*)\\} ", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
    private static final String PARTS = "_(bucket|count|sum|max)$";

    private MetricsPage() {}

    static Page page(String metrics) {
        Map<String, String> help = new TreeMap<>();
        Map<String, String> types = new TreeMap<>();
        Matcher about = ABOUT.matcher(metrics);
        while (about.find()) {
            (about.group(1).equals("HELP") ? help : types).put(about.group(2), about.group(3));
        }
        Map<String, Set<String>> labels = labels(metrics);
        StringBuilder page = new StringBuilder("# Metrics\n\nWhat `/metrics` of"
                + " [the service](service.html#operating-it) shows to Prometheus."
                + " [Docker Compose](compose.html) brings a dashboard and alerts, and"
                + " [the starter](spring-boot.html#health-and-meters) the meters of an application."
                + "\n\n| Metric | Type | Labels | Meaning |\n| --- | --- | --- | --- |\n");
        help.forEach((name, text) -> page.append("| ")
                .append(Markdown.code(name))
                .append(" | ")
                .append(types.getOrDefault(name, ""))
                .append(" | ")
                .append(String.join(
                        ", ",
                        labels.getOrDefault(name, Set.of()).stream()
                                .map(Markdown::code)
                                .toList()))
                .append(" | ")
                .append(Markdown.escape(text))
                .append(" |\n"));
        return Page.generated("metrics", "Metrics", true, page.toString());
    }

    private static Map<String, Set<String>> labels(String metrics) {
        Map<String, Set<String>> labels = new TreeMap<>();
        Matcher sample = SAMPLE.matcher(metrics);
        while (sample.find()) {
            for (String name : new TreeSet<>(
                    List.of(sample.group(1), sample.group(1).replaceFirst(PARTS, "")))) {
                Matcher label = LABEL.matcher(sample.group(2));
                while (label.find()) {
                    if (!label.group(1).equals("le") && !label.group(1).equals("quantile")) {
                        labels.computeIfAbsent(name, key -> new TreeSet<>()).add(label.group(1));
                    }
                }
            }
        }
        return labels;
    }
}
