package dev.widgets.cli.connect;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The connection options of every command. They may precede the name of the command. */
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

    /**
     * Returns the options.
     *
     * @param before the options that precede the command, which apply where these are not set
     */
    public ConnectionOptions options(ConnectionMixin before) {
        return new ConnectionOptions(
                Optional.ofNullable(url).or(() -> Optional.ofNullable(before.url)),
                Optional.ofNullable(dataFolder).or(() -> Optional.ofNullable(before.dataFolder)),
                verbose || before.verbose);
    }
}
