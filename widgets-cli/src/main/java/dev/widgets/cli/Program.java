package dev.widgets.cli;

import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.LibraryLogs;
import dev.widgets.cli.console.LogFormat;
import dev.widgets.cli.console.Notices;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.help.HelpLayout;
import dev.widgets.cli.help.UsageError;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Runs a command and turns its outcome into an exit code. */
public final class Program {

    private final CliEnvironment environment;

    private Program(CliEnvironment environment) {
        this.environment = environment;
    }

    /** Runs a command and returns its exit code. */
    public static int run(CliEnvironment environment, String... arguments) {
        int exitCode = new Program(environment).run(arguments);
        environment.out().flush();
        environment.err().flush();
        return exitCode;
    }

    private int run(String... arguments) {
        LibraryLogs.silence();
        CommandLine commandLine = Commands.needed(environment, arguments);
        if (arguments.length == 0) {
            HelpLayout.fit(commandLine, environment.layout().textWidth());
            commandLine.usage(commandLine.getErr());
            return ExitCode.USAGE;
        }
        if (!areReadable(arguments)) {
            return Failures.report(
                    CommandException.usage(
                            "Some arguments have characters that this locale cannot represent. Set"
                                    + " LC_ALL=C.UTF-8 and repeat the command."),
                    notices(false, LogFormat.PLAIN));
        }
        return commandLine
                .setExecutionStrategy(this::execute)
                .setParameterExceptionHandler((e, all) -> misunderstood(e))
                .setExecutionExceptionHandler((e, command, result) ->
                        Failures.report(e, notices(isVerbose(result), formatOf(command))))
                .execute(arguments);
    }

    /** Java decodes arguments by the locale and replaces undecodable bytes with U+FFFD. */
    private static boolean areReadable(String... arguments) {
        return System.getProperty("sun.jnu.encoding", "UTF-8").equals(StandardCharsets.UTF_8.name())
                || Arrays.stream(arguments).noneMatch(argument -> argument.indexOf('\uFFFD') >= 0);
    }

    private int execute(ParseResult result) {
        if (isVerbose(result)) {
            LibraryLogs.print(environment.err());
        }
        if (asksForHelp(result)) {
            HelpLayout.fit(
                    result.commandSpec().root().commandLine(),
                    environment.layout().textWidth());
        }
        return new RunLast().execute(result);
    }

    private static boolean asksForHelp(ParseResult result) {
        return result.isUsageHelpRequested()
                || (result.hasSubcommand() && asksForHelp(result.subcommand()));
    }

    private static boolean isVerbose(ParseResult result) {
        return result.hasMatchedOption("--verbose")
                || (result.hasSubcommand() && isVerbose(result.subcommand()));
    }

    private int misunderstood(ParameterException e) {
        notices(false, LogFormat.PLAIN).say("widgets: " + UsageError.sentence(e));
        return ExitCode.USAGE;
    }

    private static LogFormat formatOf(CommandLine command) {
        return command.getCommand() instanceof DatabaseCommand working
                ? working.logFormat()
                : LogFormat.PLAIN;
    }

    private Notices notices(boolean verbose, LogFormat format) {
        return new Notices(environment.err(), verbose, format);
    }
}
