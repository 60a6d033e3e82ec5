package dev.widgets.cli.registry;

import dev.widgets.RefusedException;
import dev.widgets.Widget;
import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.Stopwatch;
import dev.widgets.cli.console.TerminalText;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** Tells what a trial does, as it does it. */
final class Narration {

    private static final int WIDTH = 68;
    private static final int TIME = 10;
    private static final String BOLD = "\u001b[1m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream out;
    private final boolean colours;

    Narration(CliEnvironment environment) {
        out = environment.out();
        colours = environment.colours();
    }

    /** Something was done that took its time. */
    void chapter(String what, Stopwatch watch) {
        print(timed(what, watch, ""));
    }

    void pause() {
        print("");
    }

    /** A command was done; these are the widgets after it. */
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

    /** A command was refused. */
    void refusal(String command, Stopwatch watch, RefusedException e) {
        print("\n" + timed("widgets " + command, watch, BOLD));
        print(coloured("    refused: " + Failures.describe(e), RED));
        print("    (rule " + e.rule().sqlName() + ", exit code " + ExitCode.REFUSED + ")");
    }

    void end() {
        print("""

                That was a trial, and nothing of it is left. Next, in a PostgreSQL that is kept for you:

                  widgets add W-1 "Copper valve" PQ
                  widgets add W-2 "Steel pump" PPR
                  widgets associate W-1 W-2 P
                  widgets list
                  widgets --help""");
    }

    private String timed(String what, Stopwatch watch, String style) {
        String time = watch.read();
        return coloured(TerminalText.padRight(what, WIDTH), style)
                + TerminalText.padLeft(time, TIME);
    }

    private String coloured(String text, String style) {
        return colours && !style.isEmpty() ? style + text + PLAIN : text;
    }

    private void print(String text) {
        out.println(text);
        out.flush();
    }
}
