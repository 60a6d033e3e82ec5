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
                    "Database, as postgresql://USER@HOST:PORT/NAME or a JDBC URL, without a password.")
    private @Nullable String url;

    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            description = "Data folder of the embedded PostgreSQL.")
    private @Nullable Path dataFolder;

    @Option(
            names = {"-v", "--verbose"},
            description = "Show which database was chosen and why, and details of errors.")
    private boolean verbose;

    /** As a record, with what stands before the command where this says nothing. */
    public ConnectionOptions options(ConnectionMixin before) {
        return new ConnectionOptions(
                Optional.ofNullable(url).or(() -> Optional.ofNullable(before.url)),
                Optional.ofNullable(dataFolder).or(() -> Optional.ofNullable(before.dataFolder)),
                verbose || before.verbose);
    }
}
