package dev.widgets;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A neighbourhood or a path as a picture or as a file for other programs.
 *
 * <p>Every text is escaped, so serial numbers and names may hold anything. The same widgets always
 * give the same result. A drawing is immutable and may be shared by threads.
 */
public final class Drawing {

    private final DrawnGraph graph;

    private Drawing(DrawnGraph graph) {
        this.graph = graph;
    }

    /** Returns the drawing of a neighbourhood. */
    public static Drawing of(WidgetTopology.Neighbourhood neighbourhood) {
        return new Drawing(DrawnGraph.of(neighbourhood));
    }

    /** Returns the drawing of a path; it is empty if there is none. */
    public static Drawing of(WidgetTopology.Path path) {
        return new Drawing(DrawnGraph.of(path));
    }

    /**
     * Returns a picture in SVG 1.1, with the first widget in the middle and the others on rings by
     * their number of hops. Lines differ by port type in dashes as well as in colour; a short line
     * that ends in a circle is a free port, one that ends in a dot leads to a widget that is not in
     * the picture. The colours follow the light or dark scheme of the reader.
     */
    public String svg() {
        return new SvgDrawing(graph).write();
    }

    /** Returns the graph in the DOT language of Graphviz. */
    public String dot() {
        StringBuilder text = new StringBuilder("graph widgets {\n  node [shape=box];\n");
        for (int i = 0; i < graph.nodes().size(); i++) {
            text.append("  n")
                    .append(i)
                    .append(" [label=")
                    .append(quoted(label(i)))
                    .append("];\n");
        }
        for (DrawnGraph.Edge edge : graph.edges()) {
            text.append("  n")
                    .append(edge.from())
                    .append(" -- n")
                    .append(edge.to())
                    .append(" [label=")
                    .append(edge.port())
                    .append("];\n");
        }
        return text.append("}\n").toString();
    }

    private String label(int node) {
        return graph.nodes().get(node).serialNumber();
    }

    private static String quoted(String text) {
        return "\"" + visible(text).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Returns the graph as a flowchart of Mermaid. */
    public String mermaid() {
        StringBuilder text = new StringBuilder("graph LR\n");
        for (int i = 0; i < graph.nodes().size(); i++) {
            text.append("  n")
                    .append(i)
                    .append("[\"")
                    .append(entities(label(i)))
                    .append("\"]\n");
        }
        for (DrawnGraph.Edge edge : graph.edges()) {
            text.append("  n")
                    .append(edge.from())
                    .append(" ---|")
                    .append(edge.port())
                    .append("| n")
                    .append(edge.to())
                    .append('\n');
        }
        return text.toString();
    }

    /** Mermaid reads a number between # and ; as a character. */
    private static String entities(String text) {
        return visible(text)
                .codePoints()
                .mapToObj(character ->
                        isPlain(character) ? Character.toString(character) : "#" + character + ";")
                .collect(Collectors.joining());
    }

    private static boolean isPlain(int character) {
        return Character.isLetterOrDigit(character) || " -_.:/".indexOf(character) >= 0;
    }

    /**
     * Returns the graph in the node-link form of JSON that NetworkX ({@code node_link_graph}) and
     * D3 read.
     */
    public String json() {
        String nodes = graph.nodes().stream()
                .map(Drawing::json)
                .collect(Collectors.joining(",\n    ", "    ", "\n"));
        String links = graph.edges().stream()
                .map(edge -> "{\"source\": " + json(label(edge.from())) + ", \"target\": "
                        + json(label(edge.to())) + ", \"key\": \"" + edge.port()
                        + "\", \"port\": \"" + edge.port() + "\"}")
                .collect(Collectors.joining(",\n    ", "    ", "\n"));
        return "{\n  \"directed\": false,\n  \"multigraph\": true,\n  \"graph\": {},\n  \"nodes\": [\n"
                + nodes + "  ],\n  \"links\": [\n" + links + "  ]\n}\n";
    }

    private static String json(DrawnGraph.Node node) {
        String more = node.widget()
                .map(widget -> ", \"name\": " + json(widget.name()) + ", \"ports\": \""
                        + widget.ports().stream()
                                .map(port -> port.type().name())
                                .collect(Collectors.joining())
                        + "\", \"more\": " + !node.leaving().isEmpty())
                .orElse("");
        return "{\"id\": " + json(node.serialNumber()) + ", \"hops\": " + node.hops() + more + "}";
    }

    private static String json(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"' || character == '\\') {
                json.append('\\').append(character);
            } else if (character < ' ' || character == 0x7F) {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
            } else {
                json.append(character);
            }
        }
        return json.append('"').toString();
    }

    /** Returns the text with what has no shape of its own as {@code \}{@code u{...}}. */
    static String visible(String text) {
        return text.codePoints()
                .mapToObj(character -> isVisible(character)
                        ? Character.toString(character)
                        : "\\u{" + Integer.toHexString(character) + "}")
                .collect(Collectors.joining());
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> character == 0x200C || character == 0x200D;
            default -> true;
        };
    }
}
