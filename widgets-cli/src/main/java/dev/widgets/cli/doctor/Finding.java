package dev.widgets.cli.doctor;

/**
 * What a check has found.
 *
 * @param severity how much it matters
 * @param area what it is about, in a word
 * @param reason what is so, and why it matters
 * @param remedy what to do about it, empty where nothing is to be done
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
