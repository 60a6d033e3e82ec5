package dev.widgets.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * The versions that were recorded by the build.
 *
 * @param widgets the version of this program
 * @param source the commit of its source and the time of that commit, empty if it was not built in
 *     a clone of the repository
 * @param postgresql the version of the embedded PostgreSQL, such as 18.6.0
 */
public record BuildVersions(String widgets, Optional<String> source, String postgresql) {

    /** Reads the versions. */
    public static BuildVersions read() {
        Properties versions = new Properties();
        try (InputStream in = BuildVersions.class.getResourceAsStream("versions.properties")) {
            if (in == null) {
                throw new IllegalStateException(
                        "The program was built without versions.properties.");
            }
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(versions);
    }

    /** Returns the versions that a file of the build names. */
    static BuildVersions of(Properties file) {
        String commit = file.getProperty("commit", "");
        String changes =
                file.getProperty("modified", "").equals("true") ? " with local changes" : "";
        return new BuildVersions(
                file.getProperty("widgets", "?"),
                commit.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                commit + " of " + file.getProperty("committed", "?") + changes),
                file.getProperty("postgresql", "?"));
    }

    /** Returns the major version of the embedded PostgreSQL, such as 18. */
    public String postgresqlMajor() {
        return postgresql.replaceFirst("\\..*", "");
    }
}
