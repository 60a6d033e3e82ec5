package dev.widgets.cli.doctor;

import dev.widgets.WidgetSchema;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The database objects of this release, parsed from the SQL that the library contains. */
final class ReleasedSql {

    /**
     * A function of this release.
     *
     * @param source its body, as in the catalog
     * @param definer whether it is a security definer function
     * @param volatility v, s or i, as in the catalog
     * @param settings its settings, as in the catalog
     */
    record Function(String source, boolean definer, String volatility, String settings) {}

    private static final Pattern FUNCTION = Pattern.compile(
            "^create or replace function (.*?)^as \\$\\$(.*?)\\$\\$;.*?"
                    + "^revoke execute on function (.*?) from public;",
            Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern VIEW = Pattern.compile(
            "^create or replace view (\\S+) .*?^\\) as\\s+(.*?);",
            Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern SETTING =
            Pattern.compile("^set (\\w+) = (\\S+)$", Pattern.MULTILINE);
    private static final Pattern CONSTRAINT =
            Pattern.compile("^ *(?:add )?constraint (\\w+)", Pattern.MULTILINE);

    private ReleasedSql() {}

    /**
     * Returns the functions by signature, such as {@code widgets.remove_widget(text)}.
     *
     * @param form from the plain script to the form in which they should be in force
     */
    static Map<String, Function> functions(UnaryOperator<String> form) {
        Map<String, Function> functions = new TreeMap<>();
        Matcher matcher = FUNCTION.matcher(form.apply(WidgetSchema.print()));
        while (matcher.find()) {
            String header = matcher.group(1);
            functions.put(
                    matcher.group(3).replace(" ", ""),
                    new Function(
                            matcher.group(2),
                            header.contains("\nsecurity definer\n"),
                            volatility(header),
                            settings(header)));
        }
        return functions;
    }

    /** Returns the settings in the format of the catalog: {@code search_path=""}. */
    private static String settings(String header) {
        return SETTING.matcher(header)
                .results()
                .map(one -> one.group(1) + "=" + one.group(2).replace("''", "\"\""))
                .collect(Collectors.joining(" "));
    }

    private static String volatility(String header) {
        return header.contains("\nimmutable\n") ? "i" : header.contains("\nstable\n") ? "s" : "v";
    }

    /**
     * Returns the normalized query of each view.
     *
     * @param form from the plain script to the form in which they should be in force
     */
    static Map<String, String> views(UnaryOperator<String> form) {
        Map<String, String> views = new TreeMap<>();
        Matcher matcher = VIEW.matcher(form.apply(WidgetSchema.print()));
        while (matcher.find()) {
            views.put(matcher.group(1), normalized(matcher.group(2)));
        }
        return views;
    }

    /**
     * Returns a query without everything that the catalog may write differently. Each version of
     * PostgreSQL formats the query of a view in its own way.
     */
    static String normalized(String query) {
        return query.toLowerCase(Locale.ROOT)
                .replaceAll("--.*", "")
                .replaceAll("(?s)/\\*.*?\\*/", "")
                .replaceAll("::[a-z_]+(\\.[a-z_]+)?(\\[\\])?", "")
                .replaceAll("\\bas \\w+", "")
                .replaceAll("\\b[a-z]\\.", "")
                .replaceAll("[()\\s;]", "");
    }

    /** Returns the names of all constraints. */
    static Set<String> constraints() {
        Set<String> names = new TreeSet<>();
        Matcher matcher = CONSTRAINT.matcher(WidgetSchema.print());
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        names.remove("schema_history_pk");
        return names;
    }
}
