package dev.widgets.site;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/** The text of all sections, for the search in the browser. */
final class SearchIndex {

    private final List<Map<String, String>> sections = new ArrayList<>();

    void add(Page page) {
        String heading = page.title();
        String anchor = "";
        StringBuilder text = new StringBuilder();
        for (Node node : Markdown.children(page.document())) {
            if (node instanceof Heading next) {
                add(page, heading, anchor, text.toString());
                text.setLength(0);
                heading = Markdown.text(next);
                anchor = page.anchor(next).isEmpty() ? "" : "#" + page.anchor(next);
            } else {
                text.append(' ').append(Markdown.text(node));
            }
        }
        add(page, heading, anchor, text.toString());
    }

    private void add(Page page, String heading, String anchor, String text) {
        String words = text.replaceAll("\\s+", " ").strip();
        if (!words.isEmpty() || !anchor.isEmpty()) {
            sections.add(Map.of(
                    "page",
                    page.title(),
                    "heading",
                    heading,
                    "link",
                    page.file() + anchor,
                    "text",
                    words));
        }
    }

    /**
     * Returns a script that a page loads when somebody searches; it also works without a server.
     */
    String script() {
        return "window.widgetsSections = "
                + new Gson().toJson(sections.stream().map(TreeMap::new).toList())
                + ";\n";
    }
}
