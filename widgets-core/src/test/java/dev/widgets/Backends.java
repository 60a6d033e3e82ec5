package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** The server's processes behind connections. */
final class Backends {

    private Backends() {}

    static int pid(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    /** Ends the process behind a connection, which does not know of it yet. */
    static void terminate(TestDatabase database, Connection connection) throws SQLException {
        int pid = pid(connection);
        assertThat(database.query("select pg_terminate_backend(" + pid + ", 10000)"))
                .containsExactly("t");
    }

    /** Waits until the backend of a connection waits for a lock. */
    static void waiting(TestDatabase database, Connection connection) throws SQLException {
        String query = "select 1 from (" + database.waiting() + ") l where l.pid = "
                + pid(connection) + " limit 1";
        Await.until(
                "the connection waits for a lock", () -> database.query(query).size() == 1);
    }

    /** Waits until a backend of this application waits for a lock, and answers its process. */
    static int waiting(TestDatabase database, String application) throws SQLException {
        String query = "select pid from pg_stat_activity where pid in (" + database.waiting()
                + ") and application_name = '" + application
                + "' and datname = current_database()";
        Await.until(
                application + " waits for a lock", () -> database.query(query).size() == 1);
        return Integer.parseInt(database.query(query).get(0));
    }
}
