package dev.widgets.site;

import dev.widgets.cli.Commands;
import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.serve.ServeCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The pages about commands, exit codes and environment variables, from the model of picocli. */
final class CommandPages {

    private final CommandLine all = Commands.all(CliEnvironment.ofProcess());

    List<Page> pages() {
        List<Page> pages = new ArrayList<>();
        pages.add(Page.generated("commands", "Commands", true, overview()));
        all.getSubcommands()
                .forEach((name, command) -> pages.add(Page.generated(
                        name(command.getCommandSpec()),
                        command.getCommandSpec().qualifiedName(),
                        false,
                        command(command.getCommandSpec()))));
        pages.add(Page.generated("exit-codes", "Exit codes", true, exitCodes()));
        pages.add(Page.generated("configuration", "Configuration", true, configuration()));
        return pages;
    }

    private static String name(CommandSpec command) {
        return "command-" + command.name();
    }

    private String overview() {
        CommandSpec root = all.getCommandSpec();
        return "# Commands\n\n| Command | What it does |\n| --- | --- |\n"
                + all.getSubcommands().values().stream()
                        .map(CommandLine::getCommandSpec)
                        .map(command -> "| [" + Markdown.code(command.qualifiedName()) + "]("
                                + name(command) + ".html) | " + header(command) + " |\n")
                        .collect(Collectors.joining())
                + "\n## Options of the program\n\n" + options(root)
                + "\n[Exit codes](exit-codes.html) and [configuration](configuration.html) have"
                + " pages of their own.\n";
    }

    private static String command(CommandSpec command) {
        String examples = footer(command);
        return "# " + command.qualifiedName() + "\n\n"
                + header(command) + "\n\n```text\n" + synopsis(command) + "\n```\n\n"
                + Arrays.stream(command.usageMessage().description())
                        .map(text -> Markdown.escape(text) + "\n\n")
                        .collect(Collectors.joining())
                + (command.positionalParameters().isEmpty()
                        ? ""
                        : "## Arguments\n\n| Argument | Meaning |\n| --- | --- |\n"
                                + command.positionalParameters().stream()
                                        .filter(parameter -> !parameter.hidden())
                                        .map(parameter -> row(parameter.paramLabel(), parameter))
                                        .collect(Collectors.joining())
                                + "\n")
                + "## Options\n\n" + options(command)
                + (examples.isBlank() ? "" : "\n## Examples\n\n```sh\n" + examples + "```\n")
                + "\nAll commands: [Commands](commands.html). See also: [exit codes](exit-codes.html).\n";
    }

    private static String header(CommandSpec command) {
        return Markdown.escape(String.join(" ", command.usageMessage().header()));
    }

    private static String synopsis(CommandSpec command) {
        String[] custom = command.usageMessage().customSynopsis();
        if (custom.length > 0) {
            return Arrays.stream(custom).map(String::strip).collect(Collectors.joining("\n"));
        }
        return Stream.concat(
                        Stream.of(command.qualifiedName(), "[OPTIONS]"),
                        command.positionalParameters().stream()
                                .filter(parameter -> !parameter.hidden())
                                .map(parameter -> parameter.required()
                                        ? parameter.paramLabel()
                                        : "[" + parameter.paramLabel() + "]"))
                .collect(Collectors.joining(" "));
    }

    private static String options(CommandSpec command) {
        return "| Option | Meaning |\n| --- | --- |\n"
                + command.options().stream()
                        .filter(option -> !option.hidden())
                        .map(option -> row(label(option), option))
                        .collect(Collectors.joining());
    }

    private static String label(OptionSpec option) {
        String names = String.join(", ", option.names());
        return option.arity().max() > 0 ? names + " " + option.paramLabel() : names;
    }

    private static String row(String label, ArgSpec argument) {
        return "| " + Markdown.code(label) + " | " + Markdown.escape(text(argument.description()))
                + " |\n";
    }

    private static String text(String... lines) {
        return String.join(" ", lines).replace("%%", "%");
    }

    /** Returns the examples, without the heading. */
    private static String footer(CommandSpec command) {
        return Arrays.stream(command.usageMessage().footer())
                .filter(line -> line.startsWith("  "))
                .map(line -> text(line).stripTrailing().substring(2) + "\n")
                .collect(Collectors.joining());
    }

    private String exitCodes() {
        Map<String, String> codes = all.getCommandSpec().usageMessage().exitCodeList();
        return "# Exit codes\n\nAll commands have the same exit codes. The first table of"
                + " [outcomes](index.html#java) relates them to exceptions and to HTTP.\n\n"
                + "| Code | Meaning |\n| --- | --- |\n"
                + codes.entrySet().stream()
                        .map(code -> "| " + code.getKey() + " | " + Markdown.escape(code.getValue())
                                + " |\n")
                        .collect(Collectors.joining());
    }

    private String configuration() {
        CommandSpec serve =
                Objects.requireNonNull(all.getSubcommands().get("serve")).getCommandSpec();
        return "# Configuration\n\nOptions take precedence over environment variables."
                + " [Choosing the database](command-line.html#choosing-the-database) describes the"
                + " variables of the connection, and [the starter](spring-boot.html#properties) the"
                + " properties of Spring Boot.\n\n## Variables of widgets serve\n\n"
                + "| Variable | Option | Meaning |\n| --- | --- | --- |\n"
                + serve.options().stream()
                        .filter(option -> !option.usageHelp() && !option.hidden())
                        .map(option -> "| " + Markdown.code(ServeCommand.variable(option)) + " | "
                                + Markdown.code(option.longestName()) + " | "
                                + Markdown.escape(text(option.description())) + " |\n")
                        .collect(Collectors.joining());
    }
}
