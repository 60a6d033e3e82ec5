package dev.widgets.cli.serve;

/** Writes a line for each answer. */
interface AccessLog {

    /** Writes nothing. */
    AccessLog NONE = (exchange, status) -> {};

    void write(Exchange exchange, int status);
}
