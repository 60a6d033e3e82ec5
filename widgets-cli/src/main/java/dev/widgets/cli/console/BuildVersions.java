package dev.widgets.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The versions that were recorded by the build.
 *
 * @param widgets the version of this program
 * @param postgresql the version of the embedded PostgreSQL, such as 18.6.0
 */
public record BuildVersions(String widgets, String postgresql) {

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
        return new BuildVersions(
                versions.getProperty("widgets", "?"), versions.getProperty("postgresql", "?"));
    }

    /** Returns the major version of the embedded PostgreSQL, such as 18. */
    public String postgresqlMajor() {
        return postgresql.replaceFirst("\\..*", "");
    }
}
