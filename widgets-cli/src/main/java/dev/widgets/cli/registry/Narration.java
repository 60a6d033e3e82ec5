package dev.widgets.cli.registry;

import dev.widgets.RefusedException;
import dev.widgets.Widget;
import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.Layout;
import dev.widgets.cli.console.Stopwatch;
import dev.widgets.cli.console.TerminalText;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** Prints the steps of a demonstration. */
final class Narration {

    private static final int WIDEST = 78;
    private static final int TIME = 10;
    private static final int INDENT = 4;
    private static final String BOLD = "\u001b[1m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream out;
    private final Layout layout;

    Narration(CliEnvironment environment) {
        out = environment.out();
        layout = environment.layout();
    }

    /** Prints a step and the time that it took. */
    void chapter(String what, Stopwatch watch) {
        print(timed(what, watch, ""));
    }

    void pause() {
        print("");
    }

    /** Prints a command, and the widgets after it. */
    void step(String command, Stopwatch watch, List<Optional<Widget>> widgets) {
        print("\n" + timed("widgets " + command, watch, BOLD));
        List<Widget> there = widgets.stream().flatMap(Optional::stream).toList();
        int longest =
                there.stream().mapToInt(widget -> widget.name().length()).max().orElse(0) + 2;
        for (Widget widget : there) {
            print("    " + TerminalText.padRight(widget.serialNumber(), 8)
                    + TerminalText.padRight('"' + widget.name() + '"', longest) + "  "
                    + PortsPicture.of(widget));
        }
    }

    /** Prints a command that was refused. */
    void refusal(String command, Stopwatch watch, RefusedException e) {
        print("\n" + timed("widgets " + command, watch, BOLD));
        String sentence = "    refused: " + Failures.describe(e);
        print(coloured(TerminalText.wrap(sentence, 0, INDENT, width()), RED));
        print("    (rule " + e.rule().sqlName() + ", exit code " + ExitCode.REFUSED + ")");
    }

    void end() {
        print("""

                The temporary PostgreSQL is gone. Next, try a PostgreSQL that keeps its data:

                  widgets add W-1 "Copper valve" PQ
                  widgets add W-2 "Steel pump" PPR
                  widgets associate W-1 W-2 P
                  widgets list
                  widgets --help""");
    }

    private String timed(String what, Stopwatch watch, String style) {
        String time = watch.read();
        return coloured(TerminalText.padRight(what, width() - TIME), style)
                + TerminalText.padLeft(time, TIME);
    }

    private int width() {
        return Math.min(WIDEST, layout.textWidth());
    }

    private String coloured(String text, String style) {
        return layout.colours() && !style.isEmpty() ? style + text + PLAIN : text;
    }

    private void print(String text) {
        out.println(text);
        out.flush();
    }
}
