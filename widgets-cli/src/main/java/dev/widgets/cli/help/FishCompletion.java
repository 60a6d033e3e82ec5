package dev.widgets.cli.help;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completion script for fish, which picocli cannot generate. */
final class FishCompletion {

    private static final String NO_COMMAND = "__fish_use_subcommand";

    private final List<String> lines = new ArrayList<>();

    FishCompletion(CommandSpec root) {
        options(NO_COMMAND, root);
        for (Map.Entry<String, CommandLine> entry : root.subcommands().entrySet()) {
            String name = entry.getKey();
            CommandSpec command = entry.getValue().getCommandSpec();
            String seen = "__fish_seen_subcommand_from " + name;
            complete(NO_COMMAND, " -f -a " + name, command.usageMessage().header());
            options(seen, command);
            arguments(seen, command);
        }
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }

    private void options(String condition, CommandSpec command) {
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                StringBuilder words = new StringBuilder();
                for (String name : option.names()) {
                    words.append(name.startsWith("--") ? " -l " : " -s ")
                            .append(name.replaceFirst("^-+", ""));
                }
                if (option.arity().max() > 0) {
                    List<String> values = values(option);
                    words.append(values.isEmpty() ? " -r" : " -x -a " + quote(values));
                }
                complete(condition, words.toString(), option.description());
            }
        }
    }

    private void arguments(String condition, CommandSpec command) {
        command.positionalParameters().stream()
                .map(FishCompletion::values)
                .filter(values -> !values.isEmpty())
                .forEach(values -> complete(condition, " -f -a " + quote(values)));
    }

    private static List<String> values(ArgSpec argument) {
        Iterable<String> candidates = argument.completionCandidates();
        return candidates == null
                ? List.of()
                : StreamSupport.stream(candidates.spliterator(), false).toList();
    }

    private void complete(String condition, String words, String... description) {
        String text = String.join(" ", description).strip();
        int end = text.indexOf(". ");
        String first = (end < 0 ? text : text.substring(0, end)).replaceFirst("\\.$", "");
        lines.add("complete -c widgets -n " + quote(condition) + words
                + (first.isEmpty() ? "" : " -d " + quote(first)));
    }

    private static String quote(List<String> words) {
        return quote(String.join(" ", words));
    }

    private static String quote(String text) {
        String oneLine = text.replaceAll("\\s+", " ");
        return String.format(
                Locale.ROOT, "'%s'", oneLine.replace("\\", "\\\\").replace("'", "\\'"));
    }
}
