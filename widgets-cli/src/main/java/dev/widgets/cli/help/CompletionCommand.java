package dev.widgets.cli.help;

import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.database.WidgetsCommand;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code widgets completion}. */
@Command(
        name = "completion",
        header = "Print a completion script for bash, zsh or fish.",
        footer = {
            "",
            "Examples:",
            "  source <(widgets completion bash)        # in ~/.bashrc",
            "  source <(widgets completion zsh)         # in ~/.zshrc",
            "  widgets completion fish | source         # in ~/.config/fish/config.fish"
        })
public final class CompletionCommand implements Callable<Integer> {

    private enum ShellName {
        bash,
        zsh,
        fish
    }

    private static final String ZSH = """
            autoload -Uz compinit && compinit
            """;

    private static final String BEGIN = "function _complete_widgets() {\n";

    /** The generated script expects options and their values as separate words. */
    private static final String SPLIT_OPTIONS = """
              # For bash, --option=value is three words.
              local _widgets_words=() _widgets_current=$COMP_CWORD _widgets_i
              for ((_widgets_i = 0; _widgets_i < ${#COMP_WORDS[@]}; _widgets_i++)); do
                if [ "${COMP_WORDS[_widgets_i]}" != "=" ]; then
                  _widgets_words+=("${COMP_WORDS[_widgets_i]}")
                elif ((_widgets_i == COMP_CWORD)); then
                  _widgets_words+=("")
                elif ((_widgets_i < COMP_CWORD)); then
                  _widgets_current=$((_widgets_current - 1))
                fi
              done
              COMP_WORDS=("${_widgets_words[@]}")
              COMP_CWORD=$_widgets_current

            """;

    private final WidgetsCommand root;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SHELL",
            description = "Shell: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ShellName shell = ShellName.bash;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public CompletionCommand(WidgetsCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        CommandLine all = spec.root().commandLine();
        completeNames(all);
        root.environment().out().print(script(all));
        root.environment().out().flush();
        return ExitCode.DONE;
    }

    private String script(CommandLine all) {
        if (shell == ShellName.fish) {
            return new FishCompletion(all.getCommandSpec()).toString();
        }
        String script = AutoComplete.bash("widgets", all).replace(BEGIN, BEGIN + SPLIT_OPTIONS);
        return shell == ShellName.zsh ? ZSH + script : script;
    }

    /** Lets {@code widgets help} complete the names of commands. */
    private static void completeNames(CommandLine all) {
        CommandSpec help =
                Objects.requireNonNull(all.getSubcommands().get("help")).getCommandSpec();
        PositionalParamSpec name = help.positionalParameters().get(0);
        help.remove(name);
        help.addPositional(name.toBuilder()
                .completionCandidates(List.copyOf(all.getSubcommands().keySet()))
                .build());
    }
}
