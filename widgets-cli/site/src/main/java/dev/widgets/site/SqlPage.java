package dev.widgets.site;

import dev.widgets.WidgetSchema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page about the objects in the database, from the comments on them. */
final class SqlPage {

    private static final Pattern COMMENT = Pattern.compile(
            "^comment on (schema|type|domain|table|view|function|column) (.+?) is\\s+((?:'(?:[^']|'')*'\\s*)+);",
            Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern FUNCTION = Pattern.compile(
            "^create or replace function ([\\w.]+)\\((.*?)\\)\\s*(?:\\nreturns (.*?))?\\nlanguage",
            Pattern.MULTILINE | Pattern.DOTALL);

    private static final List<String> SCHEMAS =
            List.of("widgets", "widgets_admin", "widgets_store");

    private SqlPage() {}

    static Page page() {
        String sql = WidgetSchema.print();
        StringBuilder page = new StringBuilder("# SQL functions and tables\n\nThe comments in the"
                + " database. [The database](database.html) explains how to install and use it,"
                + " and [Rules](rules.html) what can be refused.\n");
        Map<String, String> comments = comments(sql);
        Map<String, String> signatures = signatures(sql);
        for (String schema : SCHEMAS) {
            page.append("\n## Schema ").append(schema).append("\n\n");
            page.append(Markdown.escape(comments.getOrDefault("schema " + schema, "")));
            page.append(".\n");
            comments.forEach((object, comment) -> {
                String[] words = object.split(" ", 2);
                if (words[1].startsWith(schema + ".") && !words[0].equals("column")) {
                    object(page, words[0], words[1], comment, signatures, comments);
                }
            });
        }
        return Page.generated("sql-reference", "SQL functions", true, page.toString());
    }

    private static void object(
            StringBuilder page,
            String kind,
            String object,
            String comment,
            Map<String, String> signatures,
            Map<String, String> comments) {
        String name = object.replaceFirst("\\(.*", "");
        page.append("\n### ").append(kind).append(' ').append(name).append("\n\n");
        page.append(Markdown.escape(comment)).append(comment.endsWith(".") ? "\n" : ".\n");
        String signature = signatures.get(name);
        if (kind.equals("function") && signature != null) {
            page.append("\n```sql\n").append(signature).append("\n```\n");
        }
        StringBuilder columns = new StringBuilder();
        String prefix = "column " + name + ".";
        comments.forEach((column, text) -> {
            if (column.startsWith(prefix)) {
                columns.append("| ").append(Markdown.code(column.substring(prefix.length())));
                columns.append(" | ").append(Markdown.escape(text)).append(" |\n");
            }
        });
        if (columns.length() > 0) {
            page.append("\n| Column | Meaning |\n| --- | --- |\n").append(columns);
        }
    }

    private static Map<String, String> comments(String sql) {
        Map<String, String> comments = new TreeMap<>();
        Matcher matcher = COMMENT.matcher(sql);
        while (matcher.find()) {
            String text = matcher.group(3)
                    .strip()
                    .replaceAll("'\\s*\\n\\s*'", "")
                    .replaceAll("^'|'$", "")
                    .replace("''", "'")
                    // the first line of a comment is a title
                    .replaceFirst("\n+", ". ");
            comments.put(matcher.group(1) + " " + matcher.group(2), text);
        }
        return comments;
    }

    private static Map<String, String> signatures(String sql) {
        Map<String, String> signatures = new TreeMap<>();
        Matcher matcher = FUNCTION.matcher(sql);
        while (matcher.find()) {
            String returns = matcher.group(3);
            signatures.put(
                    matcher.group(1),
                    matcher.group(1) + "(" + matcher.group(2) + ")"
                            + (returns == null ? "" : " returns " + returns.strip()));
        }
        return signatures;
    }
}
