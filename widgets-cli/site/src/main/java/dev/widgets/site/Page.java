package dev.widgets.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/**
 * A page of the site.
 *
 * @param name its name, without its ending
 * @param title how navigation and the title of the window name it
 * @param listed whether it is in the navigation
 * @param document its text, with links that are those of the site
 * @param anchors the anchors of its headings
 */
record Page(String name, String title, boolean listed, Node document, Map<Node, String> anchors) {

    /** Returns a page whose text was written by this program. */
    static Page generated(String name, String title, boolean listed, String markdown) {
        Node document = Markdown.parse(markdown);
        return new Page(name, title, listed, document, anchors(document));
    }

    /** Returns the anchors of all headings. Nodes are equal only to themselves. */
    static Map<Node, String> anchors(Node document) {
        Map<Node, String> anchors = new HashMap<>();
        Map<String, Integer> uses = new HashMap<>();
        Markdown.visit(document, node -> {
            if (node instanceof Heading) {
                anchors.put(node, Markdown.anchor(Markdown.text(node), uses));
            }
        });
        return anchors;
    }

    /** Returns the headings in the order of the text. */
    List<Heading> headings() {
        List<Heading> headings = new ArrayList<>();
        Markdown.visit(document, node -> {
            if (node instanceof Heading heading) {
                headings.add(heading);
            }
        });
        return headings;
    }

    String anchor(Heading heading) {
        return anchors.getOrDefault(heading, "");
    }

    String file() {
        return name + ".html";
    }
}
