package dev.widgets.cli.bench;

import java.util.ArrayList;
import java.util.List;

/** An SVG line chart. The page defines the colours with the classes s0, s1 and so on. */
final class Chart {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 300;
    private static final int LEFT = 74;
    private static final int RIGHT = 22;
    private static final int TOP = 14;
    private static final int BOTTOM = 34;
    private static final int LABEL_GAP = 8;

    private final Axis across;
    private final Axis up;
    private final List<Line> lines = new ArrayList<>();

    /**
     * A line.
     *
     * @param name the name
     * @param points the points, from left to right
     * @param filled whether the area below the line is filled
     */
    record Line(String name, List<Point> points, boolean filled) {}

    /**
     * A point of a line.
     *
     * @param x the horizontal value
     * @param y the vertical value
     */
    record Point(double x, double y) {}

    Chart(Axis across, Axis up) {
        this.across = across;
        this.up = up;
    }

    Chart add(Line line) {
        lines.add(line);
        return this;
    }

    /** Returns the chart with title, description and legend. */
    String render(String title, String description) {
        StringBuilder html = new StringBuilder();
        html.append("<figure>\n<figcaption><h2>").append(title).append("</h2>\n<p>");
        html.append(description).append("</p>\n");
        if (lines.size() > 1) {
            html.append("<p class=\"legend\">");
            for (int i = 0; i < lines.size(); i++) {
                html.append(Sentences.format(
                        "<span class=\"s%d\"><i></i>%s</span> ", i, lines.get(i).name()));
            }
            html.append("</p>\n");
        }
        html.append("</figcaption>\n");
        html.append(Sentences.format(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n",
                WIDTH, HEIGHT, title));
        axes(html);
        // the first line is the most important one and is drawn last, on top
        for (int i = lines.size() - 1; i >= 0; i--) {
            line(html, i);
        }
        return html.append("</svg>\n</figure>\n").toString();
    }

    private void axes(StringBuilder svg) {
        int bottom = HEIGHT - BOTTOM;
        for (Axis.Mark mark : up.marks()) {
            double y = y(mark.value());
            svg.append(Sentences.format(
                    "<path class=\"grid\" d=\"M%d %.1fH%d\"/><text class=\"y\" x=\"%d\""
                            + " y=\"%.1f\">%s</text>\n",
                    LEFT, y, WIDTH - RIGHT, LEFT - LABEL_GAP, y + 4, mark.label()));
        }
        for (Axis.Mark mark : across.marks()) {
            double x = x(mark.value());
            svg.append(Sentences.format(
                    "<path class=\"grid\" d=\"M%.1f %dV%d\"/><text class=\"x\" x=\"%.1f\""
                            + " y=\"%d\">%s</text>\n",
                    x, TOP, bottom, x, HEIGHT - BOTTOM / 3, mark.label()));
        }
    }

    private void line(StringBuilder svg, int number) {
        Line line = lines.get(number);
        if (line.points().isEmpty()) {
            return;
        }
        StringBuilder path = new StringBuilder();
        for (Point point : line.points()) {
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(Sentences.format("%.1f %.1f", x(point.x()), y(point.y())));
        }
        if (line.filled()) {
            Point first = line.points().get(0);
            Point last = line.points().get(line.points().size() - 1);
            svg.append(Sentences.format(
                    "<path class=\"area s%d\" d=\"%sL%.1f %dL%.1f %dZ\"/>\n",
                    number, path, x(last.x()), HEIGHT - BOTTOM, x(first.x()), HEIGHT - BOTTOM));
        }
        svg.append(Sentences.format(
                "<path class=\"line s%d\" d=\"%s\"><title>%s</title></path>\n",
                number, path, line.name()));
    }

    private double x(double value) {
        return LEFT + across.place(value) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - up.place(value) * (HEIGHT - TOP - BOTTOM);
    }
}
