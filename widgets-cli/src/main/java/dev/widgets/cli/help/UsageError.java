package dev.widgets.cli.help;

import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.TerminalText;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line that could not be understood. */
public final class UsageError {

    private UsageError() {}

    /** A sentence, and where to read on. */
    public static String sentence(ParameterException e) {
        CommandLine command = e.getCommandLine();
        String sentence =
                noSuchCommand(e).or(() -> noSuchOption(command)).orElseGet(() -> plain(e));
        return TerminalText.inSentence(sentence) + " See: "
                + command.getCommandSpec().qualifiedName() + " --help";
    }

    private static Optional<String> noSuchCommand(ParameterException e) {
        List<String> unmatched = e.getCommandLine().getUnmatchedArguments();
        if (!(e instanceof UnmatchedArgumentException unknown)
                || e.getCommandLine().getParent() != null
                || unmatched.isEmpty()
                || unmatched.get(0).startsWith("-")) {
            return Optional.empty();
        }
        List<String> near = unknown.getSuggestions();
        return Optional.of("There is no command '" + unmatched.get(0) + "'"
                + (near.isEmpty() ? "." : "; perhaps '" + near.get(0) + "' is meant."));
    }

    private static Optional<String> noSuchOption(CommandLine command) {
        return command.getUnmatchedArguments().stream()
                .filter(argument -> argument.startsWith("-"))
                .findFirst()
                .map(argument -> "There is no option '" + argument
                        + "'; if it is meant as an argument, put -- before it.");
    }

    private static String plain(ParameterException e) {
        if (e instanceof UnmatchedArgumentException) {
            return "One argument is too many: '"
                    + e.getCommandLine().getUnmatchedArguments().get(0) + "'.";
        }
        return Failures.describe(e).replaceAll("\\.$", "") + ".";
    }
}
