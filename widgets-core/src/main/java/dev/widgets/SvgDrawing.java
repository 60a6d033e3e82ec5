package dev.widgets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a graph as SVG. */
final class SvgDrawing {

    private static final double MARGIN = 48;
    private static final double LEGEND = 44;
    private static final double STUB = 16;
    private static final int DIRECTIONS = 24;

    private final DrawnGraph graph;
    private final List<SvgLabel> labels;
    private final List<RingLayout.Point> places;
    private final StringBuilder svg = new StringBuilder();

    /** For each node, the directions in which something leaves it already. */
    private final List<List<Double>> directions = new ArrayList<>();

    SvgDrawing(DrawnGraph graph) {
        this.graph = graph;
        boolean named = graph.nodes().size() <= SvgLabel.MOST_WITH_NAMES;
        labels = graph.nodes().stream().map(node -> SvgLabel.of(node, named)).toList();
        places = graph.nodes().isEmpty()
                ? List.of()
                : new RingLayout(
                                graph,
                                labels.stream().map(label -> label.room(STUB)).toList())
                        .place();
        graph.nodes().forEach(node -> directions.add(new ArrayList<>()));
    }

    String write() {
        double left = extent(-1, true);
        double right = Math.max(extent(1, true), left + 360);
        double top = extent(-1, false);
        double bottom = extent(1, false) + LEGEND;
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"%.0f %.0f %.0f %.0f\" width=\"%.0f\""
                        + " height=\"%.0f\" role=\"img\" aria-labelledby=\"title\">%n",
                left,
                top,
                right - left,
                bottom - top,
                right - left,
                bottom - top));
        svg.append("<title id=\"title\">").append(escaped(summary())).append("</title>\n");
        svg.append(SvgStyle.STYLE);
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"page\" x=\"%.0f\" y=\"%.0f\" width=\"%.0f\" height=\"%.0f\"/>%n",
                left,
                top,
                right - left,
                bottom - top));
        edges();
        stubs();
        for (int i = 0; i < labels.size(); i++) {
            node(i);
        }
        svg.append(SvgStyle.legend(left + 20, bottom - LEGEND / 2));
        return svg.append("</svg>\n").toString();
    }

    private double extent(int sign, boolean horizontal) {
        double most = 0;
        for (int i = 0; i < places.size(); i++) {
            RingLayout.Point place = places.get(i);
            RingLayout.Box room = labels.get(i).room(STUB);
            double end = horizontal
                    ? sign * place.x() + room.width() / 2
                    : sign * place.y() + room.height() / 2;
            most = Math.max(most, end);
        }
        return sign * Math.ceil(most + MARGIN);
    }

    private String summary() {
        if (graph.nodes().isEmpty()) {
            return "No widgets";
        }
        return Drawing.visible(graph.nodes().get(0).serialNumber()) + ", "
                + graph.nodes().size()
                + (graph.nodes().size() == 1 ? " widget, " : " widgets, ")
                + graph.edges().size()
                + (graph.edges().size() == 1 ? " association" : " associations");
    }

    /** Several edges of one pair are bent apart. */
    private void edges() {
        Map<List<Integer>, List<DrawnGraph.Edge>> pairs = graph.edges().stream()
                .collect(Collectors.groupingBy(
                        edge -> List.of(edge.from(), edge.to()),
                        HashMap::new,
                        Collectors.toList()));
        Map<List<Integer>, Integer> drawn = new HashMap<>();
        for (DrawnGraph.Edge edge : graph.edges()) {
            List<Integer> pair = List.of(edge.from(), edge.to());
            int number = drawn.merge(pair, 1, Integer::sum) - 1;
            int count = pairs.getOrDefault(pair, List.of()).size();
            edge(edge, (number - (count - 1) / 2.0) * 36);
        }
    }

    private void edge(DrawnGraph.Edge edge, double bend) {
        RingLayout.Point from = places.get(edge.from());
        RingLayout.Point to = places.get(edge.to());
        double x = (from.x() + to.x()) / 2;
        double y = (from.y() + to.y()) / 2;
        double length = Math.max(1, Math.hypot(to.x() - from.x(), to.y() - from.y()));
        // between two widgets of one ring around the boxes between them, on the outside
        int ring = graph.nodes().get(edge.from()).hops();
        boolean sameRing = ring > 0 && ring == graph.nodes().get(edge.to()).hops();
        double out =
                sameRing ? length * length / (4 * Math.max(1, Math.hypot(from.x(), from.y()))) : 0;
        double far = Math.max(1, Math.hypot(x, y));
        double controlX = x + x / far * out - (to.y() - from.y()) / length * bend;
        double controlY = y + y / far * out + (to.x() - from.x()) / length * bend;
        directions.get(edge.from()).add(Math.atan2(controlY - from.y(), controlX - from.x()));
        directions.get(edge.to()).add(Math.atan2(controlY - to.y(), controlX - to.x()));
        svg.append(String.format(
                Locale.ROOT,
                "<path class=\"edge %s\" d=\"M%.1f %.1fQ%.1f %.1f %.1f %.1f\"><title>%s, %s, %s</title></path>%n",
                edge.port(),
                from.x(),
                from.y(),
                controlX,
                controlY,
                to.x(),
                to.y(),
                escaped(Drawing.visible(graph.nodes().get(edge.from()).serialNumber())),
                escaped(Drawing.visible(graph.nodes().get(edge.to()).serialNumber())),
                edge.port()));
        letter(edge.port(), (x + controlX) / 2, (y + controlY) / 2);
    }

    private void letter(PortType port, double x, double y) {
        svg.append(String.format(
                Locale.ROOT,
                "<circle class=\"letter\" cx=\"%.1f\" cy=\"%.1f\" r=\"7\"/><text class=\"small\" x=\"%.1f\" y=\"%.1f\">%s</text>%n",
                x,
                y,
                x,
                y,
                port));
    }

    private void stubs() {
        for (int i = 0; i < graph.nodes().size(); i++) {
            DrawnGraph.Node node = graph.nodes().get(i);
            for (PortType port : node.free()) {
                stub(i, port, "end", "free");
            }
            for (PortType port : node.leaving()) {
                stub(i, port, "more", "leads to a widget that is not in the picture");
            }
        }
    }

    private void stub(int node, PortType port, String end, String meaning) {
        RingLayout.Point place = places.get(node);
        double angle = freeDirection(node);
        directions.get(node).add(angle);
        double border = labels.get(node).border(angle);
        double x = place.x() + (border + STUB - 5) * Math.cos(angle);
        double y = place.y() + (border + STUB - 5) * Math.sin(angle);
        svg.append(String.format(
                Locale.ROOT,
                "<g><title>%s, port %s: %s</title><path class=\"edge %s\" d=\"M%.1f %.1fL%.1f %.1f\"/>"
                        + "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"/>"
                        + "<text class=\"small\" x=\"%.1f\" y=\"%.1f\">%s</text></g>%n",
                escaped(Drawing.visible(graph.nodes().get(node).serialNumber())),
                port,
                meaning,
                port,
                place.x() + border * Math.cos(angle),
                place.y() + border * Math.sin(angle),
                x,
                y,
                end,
                x,
                y,
                x + 10 * Math.cos(angle),
                y + 10 * Math.sin(angle),
                port));
    }

    /** The direction that is farthest from all others; away from the middle if several are. */
    private double freeDirection(int node) {
        RingLayout.Point place = places.get(node);
        double outwards = node == 0 ? Math.PI / 2 : Math.atan2(place.y(), place.x());
        double best = outwards;
        double widest = -1;
        for (int i = 0; i < DIRECTIONS; i++) {
            // outwards first, then to both sides in turn
            double angle =
                    outwards + (i % 2 == 0 ? 1 : -1) * ((i + 1) / 2) * 2 * Math.PI / DIRECTIONS;
            double nearest = directions.get(node).stream()
                    .mapToDouble(other -> Math.abs(Math.IEEEremainder(angle - other, 2 * Math.PI)))
                    .min()
                    .orElse(Math.PI);
            nearest = Math.min(nearest, Math.PI / 3);
            if (nearest > widest + 1e-9) {
                widest = nearest;
                best = angle;
            }
        }
        return best;
    }

    private void node(int node) {
        RingLayout.Point place = places.get(node);
        SvgLabel label = labels.get(node);
        svg.append(String.format(
                Locale.ROOT,
                "<g><title>%s</title><rect class=\"box%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"5\"/>",
                escaped(label.title()),
                node == 0 ? " first" : "",
                place.x() - label.box().width() / 2,
                place.y() - label.box().height() / 2,
                label.box().width(),
                label.box().height()));
        double y = label.name().isEmpty() ? place.y() : place.y() - 7;
        text("", label.text(), label.textWidth(), place.x(), y);
        if (!label.name().isEmpty()) {
            text("name", label.name(), label.nameWidth(), place.x(), place.y() + 9);
        }
        svg.append("</g>\n");
    }

    /** The width is given too, so that no font makes the text wider than its box. */
    private void text(String style, String text, double width, double x, double y) {
        svg.append(String.format(
                Locale.ROOT,
                "<text%s x=\"%.1f\" y=\"%.1f\" textLength=\"%.1f\" lengthAdjust=\"spacingAndGlyphs\">%s</text>",
                style.isEmpty() ? "" : " class=\"" + style + "\"",
                x,
                y,
                width,
                escaped(text)));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
