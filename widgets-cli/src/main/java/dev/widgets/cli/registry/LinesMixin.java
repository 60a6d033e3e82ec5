package dev.widgets.cli.registry;

import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.InputFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --from} of operations, which takes the place of their arguments. */
final class LinesMixin {

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description =
                    "Perform the operation for each line of this CSV file, or of - for standard"
                            + " input, and print the outcome of each line. The header names the columns.")
    private @Nullable String from;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /**
     * Returns the file, or nothing if all arguments are given instead.
     *
     * @param arguments the arguments in their order, null if missing
     */
    Optional<String> file(@Nullable String... arguments) {
        String file = from;
        if (file != null) {
            if (Arrays.stream(arguments).anyMatch(Objects::nonNull)) {
                throw CommandException.usage("--from takes the place of the arguments. See: "
                        + command.qualifiedName() + " --help");
            }
            InputFile.require(file);
            return Optional.of(file);
        }
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] == null) {
                missing.add(command.positionalParameters().get(i).paramLabel());
            }
        }
        if (!missing.isEmpty()) {
            throw CommandException.usage("Missing required parameter"
                    + (missing.size() > 1 ? "s" : "") + ": "
                    + missing.stream().map(one -> "'" + one + "'").collect(Collectors.joining(", "))
                    + ". See: " + command.qualifiedName() + " --help");
        }
        return Optional.empty();
    }

    /** Returns an argument, which is there unless a file is. */
    static String present(@Nullable String argument) {
        return Objects.requireNonNull(argument);
    }
}
