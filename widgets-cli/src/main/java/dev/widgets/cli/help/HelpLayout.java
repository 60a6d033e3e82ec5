package dev.widgets.cli.help;

import dev.widgets.cli.console.TerminalText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Lays out the help of all commands. */
public final class HelpLayout {

    private static final Pattern COMMENT = Pattern.compile("(.*\\S) +(# .*)");
    private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^ ])+");
    private static final String INDENT = "  ";
    private static final String CONTINUATION = " \\";

    private HelpLayout() {}

    /** Sets the headings and the layout of the examples. */
    public static void apply(CommandLine command) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        usage.synopsisHeading("%nUsage: ");
        usage.parameterListHeading("%nArguments:%n");
        usage.optionListHeading("%nOptions:%n");
        usage.commandListHeading("%nCommands:%n");
        usage.abbreviateSynopsis(true);
        usage.sortOptions(false);
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> footer(usage));
        command.getSubcommands().values().forEach(HelpLayout::apply);
    }

    /** Sets the width of all help screens. */
    public static void fit(CommandLine command, int columns) {
        command.getCommandSpec().usageMessage().width(columns);
        command.getSubcommands().values().forEach(sub -> fit(sub, columns));
    }

    private static String footer(UsageMessageSpec usage) {
        return Arrays.stream(usage.footer())
                .map(line -> line.replace("%%", "%"))
                .flatMap(line -> example(line, usage.width()).stream())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /** Breaks an example that is too long as a shell reads it. */
    static List<String> example(String line, int columns) {
        if (TerminalText.width(line) <= columns) {
            return List.of(line);
        }
        List<String> lines = new ArrayList<>();
        Matcher commented = COMMENT.matcher(line);
        String command = line;
        if (commented.matches()) {
            lines.add(INDENT + commented.group(2));
            command = commented.group(1);
        }
        StringBuilder current = new StringBuilder(INDENT);
        int room = columns - CONTINUATION.length();
        for (String word :
                WORD.matcher(command).results().map(found -> found.group()).toList()) {
            if (!current.toString().isBlank() && TerminalText.width(current + " " + word) > room) {
                lines.add(current + CONTINUATION);
                current.setLength(0);
                current.append(INDENT.repeat(3));
            }
            current.append(current.toString().isBlank() ? "" : " ").append(word);
        }
        lines.add(current.toString());
        return lines;
    }
}
