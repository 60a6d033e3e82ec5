package dev.widgets.cli.database;

import dev.widgets.cli.connect.ServerConnection;
import dev.widgets.cli.console.BuildVersions;
import dev.widgets.cli.embedded.DataFolder;

/** The database that a command uses, and the reason for this choice. */
public sealed interface Destination {

    /** Returns the reason, such as "--url is given". */
    String reason();

    /** Returns its name for people, without a password. */
    String describe();

    /** A server outside this program. */
    record Server(ServerConnection connection, String reason) implements Destination {

        @Override
        public String describe() {
            return connection.describe();
        }
    }

    /** The embedded PostgreSQL. */
    record Embedded(DataFolder folder, String reason) implements Destination {

        @Override
        public String describe() {
            return "embedded PostgreSQL " + BuildVersions.read().postgresqlMajor() + " in "
                    + folder.path();
        }
    }
}
