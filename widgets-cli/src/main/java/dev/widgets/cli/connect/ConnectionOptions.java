package dev.widgets.cli.connect;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The connection options of a command line.
 *
 * @param url a JDBC URL, or a URI or connection string of libpq
 * @param dataFolder the data folder of the embedded PostgreSQL
 * @param verbose whether to show which database is used, and why
 */
public record ConnectionOptions(Optional<String> url, Optional<Path> dataFolder, boolean verbose) {}
