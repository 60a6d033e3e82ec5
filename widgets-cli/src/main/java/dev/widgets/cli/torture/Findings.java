package dev.widgets.cli.torture;

import java.util.List;

/**
 * What a check has found.
 *
 * @param violations what must never be
 * @param undecided the widgets whose histories have more explanations than there was patience
 */
public record Findings(List<TortureViolation> violations, List<String> undecided) {}
