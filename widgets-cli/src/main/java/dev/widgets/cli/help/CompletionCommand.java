package dev.widgets.cli.help;

import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.database.WidgetsCommand;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code widgets completion}. */
@Command(
        name = "completion",
        header = "Print the script by which a shell completes commands and options.",
        footer = {
            "",
            "Examples:",
            "  source <(widgets completion bash)        (into ~/.bashrc)",
            "  source <(widgets completion zsh)         (into ~/.zshrc)"
        })
public final class CompletionCommand implements Callable<Integer> {

    private enum ShellName {
        bash,
        zsh
    }

    private static final String ZSH = """
            autoload -Uz compinit && compinit
            """;

    private final WidgetsCommand root;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SHELL",
            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE} if not given).")
    private ShellName shell = ShellName.bash;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public CompletionCommand(WidgetsCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        String script = AutoComplete.bash("widgets", spec.root().commandLine());
        root.environment().out().print(shell == ShellName.zsh ? ZSH + script : script);
        root.environment().out().flush();
        return ExitCode.DONE;
    }
}
