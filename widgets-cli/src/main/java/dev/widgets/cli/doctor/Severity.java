package dev.widgets.cli.doctor;

/** The severity of a finding. */
public enum Severity {
    /** Everything is as it should be. */
    ok,
    /** Worth knowing, but not a problem. */
    note,
    /** The registry works, but more slowly or less safely than it could; correct this soon. */
    warning,
    /** Data may be lost or changed without authorization, or the registry does not work at all. */
    danger
}
