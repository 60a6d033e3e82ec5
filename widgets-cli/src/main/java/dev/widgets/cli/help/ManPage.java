package dev.widgets.cli.help;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of a command in roff, with the contents of its help. */
final class ManPage {

    private static final List<String> ENVIRONMENT = List.of(
            "WIDGETS_URL",
            "URL of the database, without a password; the option --url has precedence",
            "PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD, PGSERVICE, PGSSLMODE and the like",
            "Parameters of the connection, as for psql",
            "WIDGETS_LIMITS",
            "If the value is session, time limits are set by a statement, for poolers that refuse"
                    + " startup options",
            "WIDGETS_SERVE_...",
            "Options of widgets serve: its help names the variable of each",
            "NO_COLOR",
            "If set, no colours",
            "XDG_DATA_HOME",
            "Folder that contains the data folder of the embedded PostgreSQL");

    private static final List<String> FILES = List.of(
            "~/.local/share/widgets",
            "Data of the embedded PostgreSQL",
            "~/.pgpass",
            "Passwords, in the format of PostgreSQL; only its owner may have access",
            "~/.pg_service.conf",
            "Connections by name, for PGSERVICE");

    private final StringBuilder page = new StringBuilder();
    private final CommandSpec command;

    ManPage(CommandSpec command, String version) {
        this.command = command;
        line(".TH " + name(command).toUpperCase(Locale.ROOT) + " 1 \"\" \"widgets " + version
                + "\" \"Widgets\"");
        section("NAME");
        String header = String.join(" ", command.usageMessage().header()).replaceAll("\\.$", "");
        line(escape(name(command)) + " \\- " + escape(header));
        section("SYNOPSIS");
        line(".B " + escape(command.qualifiedName()));
        line(escape(synopsis()));
        description();
        arguments();
        options();
        commands();
        examples();
        exitStatus();
        entries("ENVIRONMENT", ENVIRONMENT);
        entries("FILES", FILES);
        seeAlso();
    }

    /** Returns the name of the page, such as widgets-add. */
    static String name(CommandSpec command) {
        return command.qualifiedName("-");
    }

    @Override
    public String toString() {
        return page.toString();
    }

    private String synopsis() {
        List<String> words = new ArrayList<>(List.of("[OPTIONS]"));
        command.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .map(parameter -> parameter.required()
                        ? parameter.paramLabel()
                        : "[" + parameter.paramLabel() + "]")
                .forEach(words::add);
        if (!command.subcommands().isEmpty()) {
            words.add("COMMAND");
        }
        return String.join(" ", words);
    }

    private void description() {
        List<String> paragraphs = Arrays.stream(command.usageMessage().description())
                .filter(text -> !text.isEmpty())
                .toList();
        if (!paragraphs.isEmpty()) {
            section("DESCRIPTION");
            paragraphs.forEach(text -> {
                line(".PP");
                line(escape(text));
            });
        }
    }

    private void arguments() {
        List<PositionalParamSpec> parameters = command.positionalParameters();
        if (!parameters.isEmpty()) {
            section("ARGUMENTS");
            parameters.forEach(parameter -> entry(parameter.paramLabel(), text(parameter)));
        }
    }

    private void options() {
        section("OPTIONS");
        for (OptionSpec option : command.options()) {
            String names = String.join(", ", option.names());
            boolean takesValue = option.arity().max() > 0;
            entry(takesValue ? names + " " + option.paramLabel() : names, text(option));
        }
    }

    private static String text(ArgSpec argument) {
        return String.join(" ", argument.description());
    }

    private void commands() {
        if (!command.subcommands().isEmpty()) {
            section("COMMANDS");
            command.subcommands()
                    .forEach((name, sub) -> entry(
                            name,
                            String.join(" ", sub.getCommandSpec().usageMessage().header())));
        }
    }

    private void examples() {
        List<String> lines = Arrays.stream(command.usageMessage().footer())
                .filter(text -> text.startsWith("  "))
                .toList();
        if (!lines.isEmpty()) {
            section("EXAMPLES");
            line(".nf");
            lines.forEach(text -> line(escape(text.strip())));
            line(".fi");
        }
    }

    private void exitStatus() {
        Map<String, String> codes = command.root().usageMessage().exitCodeList();
        section("EXIT STATUS");
        codes.forEach(this::entry);
    }

    /** Writes a section of terms, each followed by its text. */
    private void entries(String title, List<String> termsAndTexts) {
        section(title);
        for (int i = 0; i < termsAndTexts.size(); i += 2) {
            entry(termsAndTexts.get(i), termsAndTexts.get(i + 1));
        }
    }

    private void seeAlso() {
        section("SEE ALSO");
        List<String> pages = new ArrayList<>();
        if (command.parent() != null) {
            pages.add(name(command.parent()));
        }
        for (CommandLine sub : command.subcommands().values()) {
            pages.add(name(sub.getCommandSpec()));
        }
        line(escape(String.join("(1), ", pages) + "(1)"));
    }

    private void section(String title) {
        line(".SH " + title);
    }

    private void entry(String term, String text) {
        line(".TP");
        line("\\fB" + escape(term) + "\\fR");
        line(escape(text));
    }

    private void line(String text) {
        page.append(text).append('\n');
    }

    /** Escapes backslashes and hyphens, and lines that roff would read as requests. */
    private static String escape(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
