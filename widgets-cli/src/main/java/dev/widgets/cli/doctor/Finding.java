package dev.widgets.cli.doctor;

/**
 * A result of a check.
 *
 * @param severity how serious it is
 * @param area the area that it concerns, in one word
 * @param reason the observation, and why it matters
 * @param remedy the action to take, empty if none is needed
 */
public record Finding(Severity severity, String area, String reason, String remedy) {

    static Finding ok(String area, String reason) {
        return new Finding(Severity.ok, area, reason, "");
    }

    static Finding note(String area, String reason, String remedy) {
        return new Finding(Severity.note, area, reason, remedy);
    }

    static Finding warning(String area, String reason, String remedy) {
        return new Finding(Severity.warning, area, reason, remedy);
    }

    static Finding danger(String area, String reason, String remedy) {
        return new Finding(Severity.danger, area, reason, remedy);
    }
}
