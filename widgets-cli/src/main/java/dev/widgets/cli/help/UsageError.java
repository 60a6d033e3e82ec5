package dev.widgets.cli.help;

import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.TerminalText;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Describes errors in a command line. */
public final class UsageError {

    private UsageError() {}

    /** Returns a sentence that names the error and the matching help. */
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
        return Optional.of("There is no command '" + unmatched.get(0) + "'."
                + (near.isEmpty() ? "" : " Did you mean '" + near.get(0) + "'?"));
    }

    private static Optional<String> noSuchOption(CommandLine command) {
        return command.getUnmatchedArguments().stream()
                .filter(argument -> argument.startsWith("-"))
                .findFirst()
                .map(argument -> "There is no option '" + argument
                        + "'. To pass it as an argument, put -- before it.");
    }

    private static String plain(ParameterException e) {
        if (e instanceof UnmatchedArgumentException) {
            return "Unexpected argument: '"
                    + e.getCommandLine().getUnmatchedArguments().get(0) + "'.";
        }
        return Failures.describe(e)
                        .replaceAll("is not an? (int|long)\\.?$", "is not a whole number")
                        .replaceAll("is not a double\\.?$", "is not a number")
                        .replaceAll("\\.$", "")
                + ".";
    }
}
