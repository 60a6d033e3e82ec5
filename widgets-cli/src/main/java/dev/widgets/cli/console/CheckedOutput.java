package dev.widgets.cli.console;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** Throws an exception when a PrintStream can no longer be written, which that itself does not. */
public final class CheckedOutput extends OutputStream {

    private final PrintStream out;

    /** Writes to a stream, which stays open. */
    public CheckedOutput(PrintStream out) {
        this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
        out.write(value);
        check();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        check();
    }

    @Override
    public void flush() throws IOException {
        out.flush();
        check();
    }

    private void check() throws IOException {
        if (out.checkError()) {
            throw new IOException("the reader has gone, or the disk is full.");
        }
    }
}
