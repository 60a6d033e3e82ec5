package dev.widgets.cli.help;

import dev.widgets.cli.console.BuildVersions;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.Notices;
import dev.widgets.cli.database.WidgetsCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code widgets man}. */
@Command(
        name = "man",
        header = "Write manual pages.",
        description = {
            "",
            "Writes widgets.1 and a page for each command, such as widgets-add.1, for man."
        },
        footer = {"", "Example:", "  widgets man ~/.local/share/man/man1 && man widgets-add"})
public final class ManCommand implements Callable<Integer> {

    private final WidgetsCommand root;

    @Parameters(
            index = "0",
            paramLabel = "FOLDER",
            description = "Folder to write to; it is created if necessary.")
    private Path folder = Path.of(".");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public ManCommand(WidgetsCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        CommandLine all = spec.root().commandLine();
        try {
            Files.createDirectories(folder);
            write(all.getCommandSpec());
            for (CommandLine command : all.getSubcommands().values()) {
                write(command.getCommandSpec());
            }
        } catch (IOException e) {
            throw CommandException.failure(
                    "Could not write the manual pages: " + Failures.describe(e));
        }
        new Notices(root.environment().err(), false)
                .say("Wrote " + (all.getSubcommands().size() + 1) + " pages to " + folder + ".");
        return ExitCode.DONE;
    }

    private void write(CommandSpec command) throws IOException {
        Files.writeString(
                folder.resolve(ManPage.name(command) + ".1"),
                new ManPage(command, BuildVersions.read().widgets()).toString());
    }
}
