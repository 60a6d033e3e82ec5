package dev.widgets.cli.graph;

/** The forms in which a graph is printed. */
enum GraphFormat {
    /** Lines of text for people. */
    text,
    /** A picture. */
    svg,
    /** The language of Graphviz. */
    dot,
    /** A flowchart of Mermaid. */
    mermaid,
    /** Nodes and links, as NetworkX and D3 read them. */
    json,
    /** A line for each association. */
    csv
}
