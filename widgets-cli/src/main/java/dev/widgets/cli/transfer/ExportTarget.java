package dev.widgets.cli.transfer;

import dev.widgets.cli.console.CheckedOutput;
import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.WholeFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/** A file or standard output that an export writes, compressed as its name says. */
final class ExportTarget implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final Optional<WholeFile> file;
    private final OutputStream out;

    private ExportTarget(Optional<WholeFile> file, OutputStream out) {
        this.file = file;
        this.out = out;
    }

    static ExportTarget open(String name, CliEnvironment environment) throws IOException {
        if (name.equals(FileNames.STANDARD)) {
            return new ExportTarget(
                    Optional.empty(),
                    new BufferedOutputStream(new CheckedOutput(environment.out()), BUFFER));
        }
        WholeFile file = WholeFile.create(Path.of(name));
        return new ExportTarget(Optional.of(file), FileNames.compressing(name, file.out()));
    }

    OutputStream out() {
        return out;
    }

    /** Writes what is buffered, and gives a file its name. */
    void complete() throws IOException {
        if (file.isPresent()) {
            out.close();
            file.get().complete();
        } else {
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
