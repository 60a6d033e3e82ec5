package dev.widgets.cli.doctor;

/** How much a finding matters. */
public enum Severity {
    /** As it should be. */
    ok,
    /** Worth knowing; nothing is wrong. */
    note,
    /** It works, but slower or less safely than it could; to be set right in time. */
    warning,
    /** What is kept may be lost, or others may change it, or it does not work at all. */
    danger
}
