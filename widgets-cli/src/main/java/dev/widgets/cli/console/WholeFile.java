package dev.widgets.cli.console;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that appears under its name only when it is complete. Until then it is a temporary file of
 * this process in the same folder. Anything but a regular file, such as a pipe, is written
 * directly.
 */
public final class WholeFile implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final Path part;
    private final OutputStream out;

    private WholeFile(Path file, Path part) throws IOException {
        this.file = file;
        this.part = part;
        out = new BufferedOutputStream(Files.newOutputStream(part), BUFFER);
    }

    /** Begins to write a file. */
    public static WholeFile create(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return new WholeFile(file, file);
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        Path part = Path.of(file + "." + ProcessHandle.current().pid() + ".part");
        part.toFile().deleteOnExit();
        return new WholeFile(file, part);
    }

    /** Returns the stream to write to. */
    public OutputStream out() {
        return out;
    }

    /** Gives the complete file its name. */
    public void complete() throws IOException {
        out.close();
        if (!part.equals(file)) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Removes the temporary file if the file is not complete. */
    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            if (!part.equals(file)) {
                Files.deleteIfExists(part);
            }
        }
    }
}
