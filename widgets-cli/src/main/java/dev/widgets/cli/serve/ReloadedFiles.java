package dev.widgets.cli.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Files that are read again when they change. If they cannot be used then, the old content stays in
 * use, which is said once.
 */
final class ReloadedFiles {

    private final String name;
    private final List<Path> files;
    private final Reading reading;
    private final Consumer<String> notices;
    private @Nullable FileStamps seen;
    private String complaint = "";

    /** Reads the files and puts their content into use. */
    @FunctionalInterface
    interface Reading {
        void read() throws Exception;
    }

    /**
     * Creates it for files that have just been read.
     *
     * @param name what the files contain, for messages, such as {@code certificate}
     * @param files the files
     * @param reading reads them again
     * @param notices receives messages for the operator
     */
    ReloadedFiles(String name, List<Path> files, Reading reading, Consumer<String> notices)
            throws IOException {
        this.name = name;
        this.files = files;
        this.reading = reading;
        this.notices = notices;
        seen = FileStamps.of(files);
    }

    /** Reads the files again if they have changed; call this every few seconds. */
    synchronized void refresh() {
        try {
            FileStamps now = FileStamps.of(files);
            if (!now.equals(seen)) {
                seen = now;
                read();
            }
        } catch (Exception e) {
            complain(e);
        }
    }

    /** Reads the files again although they seem not to have changed. */
    synchronized void reload() {
        seen = null;
        refresh();
    }

    private void read() throws Exception {
        reading.read();
        complaint = "";
        notices.accept("The " + name + " was reloaded.");
    }

    private void complain(Exception e) {
        String text = "Cannot use the new " + name + "; the old one stays in use: "
                + FileProblems.describe(e);
        if (!text.equals(complaint)) {
            complaint = text;
            notices.accept(text);
        }
    }
}
