package dev.widgets.cli.backup;

import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.Quantity;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The file of a backup: an SQL script for psql, compressed if its name ends with {@code .gz}.
 *
 * @param path the path
 */
record BackupFile(Path path) {

    /** Begins the first line, before the release of the schema. */
    static final String TITLE = "-- Backup of a registry of widgets, schema release ";

    private static final String END = "-- The backup is complete: ";

    /** Ends the rows of a table. */
    static final String END_OF_ROWS = "\\.";

    private static final int BUFFER = 1 << 16;

    /** Returns the last line, with what a restoration must have read before it. */
    static String end(int tables, long widgets) {
        return END + tables + " tables, " + Quantity.of(widgets, "widget") + ".";
    }

    /** Returns whether a line ends a backup. */
    static boolean isEnd(String line) {
        return line.startsWith(END);
    }

    static BackupFile of(String name) {
        try {
            return new BackupFile(Path.of(name));
        } catch (InvalidPathException e) {
            throw CommandException.usage("'" + name + "' is not the name of a file.");
        }
    }

    /** Writes the content of a file. */
    @FunctionalInterface
    interface Content {
        long writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a new file. It appears under its name when it is complete.
     *
     * @throws FileAlreadyExistsException if there is a file of this name
     */
    long write(Content content) throws IOException {
        if (Files.exists(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        Path unfinished = path.resolveSibling(path.getFileName() + ".part");
        try {
            long result;
            try (OutputStream file =
                            new BufferedOutputStream(Files.newOutputStream(unfinished), BUFFER);
                    OutputStream out = isCompressed() ? new GZIPOutputStream(file, BUFFER) : file) {
                result = content.writeTo(out);
            }
            Files.move(unfinished, path);
            return result;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Opens the file for reading. */
    InputStream open() throws IOException {
        InputStream file = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        try {
            return isCompressed()
                    ? new BufferedInputStream(new GZIPInputStream(file, BUFFER), BUFFER)
                    : file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private boolean isCompressed() {
        return path.toString().endsWith(".gz");
    }
}
