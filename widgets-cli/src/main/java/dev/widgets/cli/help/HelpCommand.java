package dev.widgets.cli.help;

import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.database.WidgetsCommand;
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
        header = "Show the help of a command.",
        footer = {"", "Example:", "  widgets help list"})
public final class HelpCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "COMMAND",
            description = "Name of the command (default: a list of all commands).")
    private @Nullable String name;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final WidgetsCommand root;

    public HelpCommand(WidgetsCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        CommandLine all = spec.root().commandLine();
        CommandLine command = name == null ? all : all.getSubcommands().get(name);
        if (command == null) {
            throw CommandException.usage(
                    "There is no command '" + name + "'. List commands with: widgets help");
        }
        HelpLayout.fit(command, root.environment().layout().textWidth());
        command.usage(all.getOut());
        return ExitCode.DONE;
    }
}
