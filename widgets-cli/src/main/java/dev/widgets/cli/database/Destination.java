package dev.widgets.cli.database;

import dev.widgets.cli.connect.ServerConnection;
import dev.widgets.cli.console.BuildVersions;
import dev.widgets.cli.embedded.DataFolder;

/** The database that a command works on, and why it is this one. */
public sealed interface Destination {

    /** Such as "--url is given". */
    String reason();

    /** Its name for people, without a password. */
    String describe();

    /** A server that someone else runs. */
    record Server(ServerConnection connection, String reason) implements Destination {

        @Override
        public String describe() {
            return connection.describe();
        }
    }

    /** The PostgreSQL that this program brings along. */
    record Embedded(DataFolder folder, String reason) implements Destination {

        @Override
        public String describe() {
            return "embedded PostgreSQL " + BuildVersions.read().postgresqlMajor() + " in "
                    + folder.path();
        }
    }
}
