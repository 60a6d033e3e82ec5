package dev.widgets.cli;

import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.serve.ServeCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Reads options of {@code widgets serve} that are not on the command line from variables. */
final class EnvironmentDefaults implements IDefaultValueProvider {

    private final CliEnvironment environment;

    EnvironmentDefaults(CliEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        return argument instanceof OptionSpec option && !option.usageHelp() && !option.versionHelp()
                ? environment.variable(ServeCommand.variable(option)).orElse(null)
                : null;
    }
}
