package dev.widgets.cli.connect;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options of every command that works on a database. They may stand before the command as well.
 */
public final class ConnectionMixin {

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The database: postgresql://USER@HOST:PORT/NAME or jdbc:postgresql://HOST:PORT/NAME,"
                            + " without a password.")
    private @Nullable String url;

    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            description = "Where the embedded PostgreSQL keeps its data.")
    private @Nullable Path dataFolder;

    @Option(
            names = {"-v", "--verbose"},
            description = "Say which database was taken and why, and more of what goes wrong.")
    private boolean verbose;

    /** As a record, with what stands before the command where this says nothing. */
    public ConnectionOptions options(ConnectionMixin before) {
        return new ConnectionOptions(
                Optional.ofNullable(url).or(() -> Optional.ofNullable(before.url)),
                Optional.ofNullable(dataFolder).or(() -> Optional.ofNullable(before.dataFolder)),
                verbose || before.verbose);
    }
}
