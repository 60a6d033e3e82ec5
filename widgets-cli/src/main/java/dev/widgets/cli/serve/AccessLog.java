package dev.widgets.cli.serve;

/** Writes one line per response. */
interface AccessLog {

    /** Writes nothing. */
    AccessLog NONE = (exchange, status) -> {};

    void write(Exchange exchange, int status);
}
