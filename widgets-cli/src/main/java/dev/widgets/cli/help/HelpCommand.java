package dev.widgets.cli.help;

import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.ExitCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code widgets help}. */
@Command(
        name = "help",
        header = "Show how to use a command.",
        footer = {"", "Example:", "  widgets help list"})
public final class HelpCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "COMMAND",
            description = "The command; without it, all of them.")
    private @Nullable String name;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        CommandLine all = spec.root().commandLine();
        CommandLine command = name == null ? all : all.getSubcommands().get(name);
        if (command == null) {
            throw CommandException.usage(
                    "There is no command " + name + ". See which there are with: widgets help");
        }
        command.usage(all.getOut());
        return ExitCode.DONE;
    }
}
