package dev.widgets.cli.torture;

import java.util.List;

/**
 * The result of checking a history.
 *
 * @param violations violations of the rules and of consistency
 * @param undecided the widgets whose histories could not be decided within the limit of search
 *     steps
 */
public record Findings(List<TortureViolation> violations, List<String> undecided) {}
