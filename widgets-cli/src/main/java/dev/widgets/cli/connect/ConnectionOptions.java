package dev.widgets.cli.connect;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the arguments say of the database.
 *
 * @param url a URL of the driver's or of libpq's
 * @param dataFolder the folder of the embedded PostgreSQL
 * @param verbose whether to say which was taken, and why
 */
public record ConnectionOptions(Optional<String> url, Optional<Path> dataFolder, boolean verbose) {}
