package dev.widgets.cli.transfer;

import dev.widgets.ImportSource;
import dev.widgets.TransferFormat;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A file or standard input that an import reads. It counts the bytes that have been read. */
final class ImportFile {

    private final String name;
    private final TransferFormat format;
    private final AtomicLong read = new AtomicLong();

    ImportFile(String name, Optional<TransferFormat> format) {
        this.name = name;
        this.format = format.orElseGet(() -> FileNames.format(name));
    }

    String name() {
        return isStandardInput() ? "standard input" : name;
    }

    private boolean isStandardInput() {
        return name.equals(FileNames.STANDARD);
    }

    ImportSource source() {
        return new ImportSource(name(), format, this::open);
    }

    /** Returns the number of bytes of the file, or 0 if it is unknown. */
    long size() throws IOException {
        return isStandardInput() ? 0 : Files.size(Path.of(name));
    }

    long read() {
        return read.get();
    }

    private InputStream open() throws IOException {
        InputStream in = isStandardInput() ? System.in : Files.newInputStream(Path.of(name));
        return FileNames.decompressing(name, new Counted(in));
    }

    private final class Counted extends FilterInputStream {

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            read.addAndGet(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            read.addAndGet(Math.max(0, count));
            return count;
        }
    }
}
