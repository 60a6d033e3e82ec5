package dev.widgets;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file that {@link WidgetImporter} reads.
 *
 * @param name its name, for messages
 * @param format its format
 * @param opener opens it; it is called once
 */
public record ImportSource(String name, TransferFormat format, Opener opener) {

    /** Opens a stream. */
    @FunctionalInterface
    public interface Opener {

        /** Returns the content, decompressed. The importer closes it. */
        InputStream open() throws IOException;
    }
}
