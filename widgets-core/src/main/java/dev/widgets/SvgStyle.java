package dev.widgets;

import java.util.Locale;

/** The colours and lines of a picture, and the legend that explains them. */
final class SvgStyle {

    static final String STYLE = """
            <style>
            text { font: 12px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; text-anchor: middle; dominant-baseline: central; fill: #1f2328; }
            .page, .letter { fill: #ffffff; }
            .box { fill: #f6f8fa; stroke: #59636e; }
            .first { fill: #ddf4ff; stroke: #0969da; stroke-width: 2; }
            .name, .small { font-size: 10px; fill: #59636e; }
            .edge { fill: none; stroke-width: 1.6; }
            .P { stroke: #0550ae; }
            .Q { stroke: #953800; stroke-dasharray: 7 3; }
            .R { stroke: #6639ba; stroke-dasharray: 2 3; }
            .end { fill: #ffffff; stroke: #59636e; }
            .more { fill: #59636e; }
            @media (prefers-color-scheme: dark) {
            text { fill: #f0f6fc; }
            .page, .letter, .end { fill: #0d1117; }
            .box { fill: #212830; stroke: #9198a1; }
            .first { fill: #121d2f; stroke: #4493f8; }
            .name, .small { fill: #9198a1; }
            .P { stroke: #79c0ff; }
            .Q { stroke: #ffa657; }
            .R { stroke: #d2a8ff; }
            .end { stroke: #9198a1; }
            .more { fill: #9198a1; }
            }
            </style>
            """;

    private SvgStyle() {}

    /** Returns the legend, which begins at a point. */
    static String legend(double x, double y) {
        StringBuilder svg = new StringBuilder();
        double at = x;
        for (PortType port : PortType.values()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<path class=\"edge %s\" d=\"M%.0f %.0fh30\"/><text class=\"small\" x=\"%.0f\" y=\"%.0f\">%s</text>%n",
                    port,
                    at,
                    y,
                    at + 40,
                    y,
                    port));
            at += 64;
        }
        svg.append(String.format(
                Locale.ROOT,
                "<circle class=\"end\" cx=\"%.0f\" cy=\"%.0f\" r=\"3.5\"/><text class=\"small\" x=\"%.0f\" y=\"%.0f\">free</text>%n"
                        + "<circle class=\"more\" cx=\"%.0f\" cy=\"%.0f\" r=\"3.5\"/><text class=\"small\" x=\"%.0f\" y=\"%.0f\">more</text>%n",
                at,
                y,
                at + 22,
                y,
                at + 56,
                y,
                at + 78,
                y));
        return svg.toString();
    }
}
