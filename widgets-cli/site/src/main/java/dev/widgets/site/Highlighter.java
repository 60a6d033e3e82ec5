package dev.widgets.site;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Marks comments, strings and keywords in code. */
final class Highlighter {

    private static final String SINGLE = "(?<s>'[^'\\n]*')";
    private static final String BOTH = "(?<s>\"(?:\\\\.|[^\"\\\\\\n])*\"|'[^'\\n]*')";

    private static final Map<String, Pattern> LANGUAGES = Map.of(
            "sh",
            Pattern.compile("(?<c>(?<![^\\s])#[^\\n]*)|" + BOTH
                    + "|(?<k>(?<![^\\n])(?:\\./)?[a-z][\\w./-]*|\\$\\{?\\w+\\}?)"),
            "sql",
            Pattern.compile("(?<c>--[^\\n]*)|" + SINGLE
                    + "|(?<k>(?i)\\b(?:select|from|where|and|or|not|null|insert|into|values|update"
                    + "|delete|set|local|create|alter|drop|table|view|function|returns|language"
                    + "|grant|revoke|to|on|as|in|out|is|order|by|limit|begin|commit|primary|key"
                    + "|references|default|check|constraint|role|index|using|with)\\b)"),
            "java",
            Pattern.compile(
                    "(?<c>//[^\\n]*|/\\*.*?\\*/)|" + BOTH
                            + "|(?<k>@\\w+|\\b(?:import|package|class|interface|record|public|private"
                            + "|static|final|new|return|try|catch|throw|if|else|for|while|void|int|long"
                            + "|boolean|null|true|false|this|var)\\b)",
                    Pattern.DOTALL),
            "xml",
            Pattern.compile(
                    "(?<c><!--.*?-->)|(?<s>\"[^\"]*\")|(?<k></?[\\w.:-]+|/?>)", Pattern.DOTALL),
            "json",
            Pattern.compile("(?<c>(?!))|(?<s>\"(?:\\\\.|[^\"\\\\])*\"(?!\\s*:))"
                    + "|(?<k>\"(?:\\\\.|[^\"\\\\])*\"(?=\\s*:)|\\b(?:true|false|null)\\b)"));

    private Highlighter() {}

    /** Returns code as HTML. */
    static String html(String language, String code) {
        Pattern pattern = LANGUAGES.get(language);
        if (pattern == null) {
            return escape(code);
        }
        StringBuilder html = new StringBuilder();
        Matcher matcher = pattern.matcher(code);
        int end = 0;
        while (matcher.find()) {
            html.append(escape(code.substring(end, matcher.start())));
            String kind = matcher.group("c") != null ? "c" : matcher.group("s") != null ? "s" : "k";
            html.append("<span class=\"").append(kind).append("\">");
            html.append(escape(matcher.group())).append("</span>");
            end = matcher.end();
        }
        return html.append(escape(code.substring(end))).toString();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
