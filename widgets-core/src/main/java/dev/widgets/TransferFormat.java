package dev.widgets;

/** The formats of {@link WidgetExporter}. */
public enum TransferFormat {
    /**
     * Comma-separated values in UTF-8 with a header (RFC 4180, but lines end in LF). An empty peer
     * is a free port.
     */
    CSV,
    /** One JSON object on each line, in UTF-8. A null peer is a free port. */
    JSON_LINES
}
