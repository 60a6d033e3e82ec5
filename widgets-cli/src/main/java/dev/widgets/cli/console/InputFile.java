package dev.widgets.cli.console;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Files that a command is told to read. */
public final class InputFile {

    /** The name of standard input. */
    private static final String STANDARD = "-";

    private InputFile() {}

    /** Rejects the name of a file that does not exist. */
    public static void require(String name) {
        try {
            if (name.equals(STANDARD) || Files.exists(Path.of(name))) {
                return;
            }
        } catch (InvalidPathException e) {
            throw CommandException.usage(
                    "'" + TerminalText.inSentence(name) + "' is not the name of a file.");
        }
        throw CommandException.usage(
                "The file " + TerminalText.inSentence(name) + " does not exist.");
    }
}
