package dev.widgets.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** Parses and writes Markdown. */
final class Markdown {

    static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();

    private Markdown() {}

    static Node parse(String text) {
        return PARSER.parse(text);
    }

    /** Escapes a text so that Markdown shows it as it is, also in the cell of a table. */
    static String escape(String text) {
        return text.replaceAll("([\\\\`*_\\[\\]<>&|#~])", "\\\\$1").replace('\n', ' ');
    }

    /** Returns a text in backticks. */
    static String code(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }

    /** Returns the anchor that GitHub derives from a heading, and counts its uses. */
    static String anchor(String heading, Map<String, Integer> uses) {
        String anchor = heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", "")
                .replace(' ', '-');
        int use = uses.merge(anchor, 1, Integer::sum);
        return use == 1 ? anchor : anchor + "-" + (use - 1);
    }

    /** Returns the text below a node without its markup. */
    static String text(Node parent) {
        StringBuilder text = new StringBuilder();
        visit(parent, node -> {
            if (node instanceof Text part) {
                text.append(part.getLiteral());
            } else if (node instanceof Code code) {
                text.append(code.getLiteral());
            } else if (node instanceof SoftLineBreak) {
                text.append(' ');
            } else if (node instanceof FencedCodeBlock block) {
                text.append(' ').append(block.getLiteral());
            } else if (node instanceof IndentedCodeBlock block) {
                text.append(' ').append(block.getLiteral());
            }
        });
        return text.toString();
    }

    /** Returns the nodes directly below another. */
    static List<Node> children(Node parent) {
        List<Node> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            children.add(child);
        }
        return children;
    }

    /** Visits all nodes below another in the order of the text. */
    static void visit(Node root, Consumer<Node> consumer) {
        root.accept(new AbstractVisitor() {
            @Override
            protected void visitChildren(Node parent) {
                for (Node child : children(parent)) {
                    consumer.accept(child);
                    child.accept(this);
                }
            }
        });
    }
}
