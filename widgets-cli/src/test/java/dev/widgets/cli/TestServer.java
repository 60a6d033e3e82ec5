package dev.widgets.cli;

import dev.widgets.WidgetRepository;
import dev.widgets.WidgetSchema;
import dev.widgets.cli.connect.DriverDataSource;
import dev.widgets.cli.connect.ServerConnection;
import dev.widgets.cli.console.LibraryLogs;
import dev.widgets.cli.console.Limits;
import dev.widgets.cli.console.Notices;
import dev.widgets.cli.embedded.DataFolder;
import dev.widgets.cli.embedded.EmbeddedServer;
import dev.widgets.cli.embedded.ServerUse;
import dev.widgets.cli.embedded.ThrowAwayFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL for all tests of this JVM, of the same kind that `widgets try` throws away. */
final class TestServer {

    private static final TestServer THE_ONE = new TestServer();

    private final AtomicInteger databases = new AtomicInteger();
    private final ServerConnection connection;

    private TestServer() {
        LibraryLogs.silence();
        try {
            Path target = Path.of("target", "postgres-test").toAbsolutePath();
            DataFolder folder = ThrowAwayFolder.create(target);
            EmbeddedServer server = EmbeddedServer.open(
                    folder,
                    PreparedFolder.binaries(),
                    ServerUse.THROWN_AWAY,
                    new Notices(System.err, false));
            connection = server.connection();
            execute("postgres", "create database template");
            WidgetSchema.over(database("template").dataSource()).migrate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A database of its own, with the schema. */
    static Database create() {
        return THE_ONE.create("template");
    }

    /** A database of its own, with nothing in it. */
    static Database createEmpty() {
        return THE_ONE.create("template0");
    }

    private Database create(String template) {
        String name = "test" + databases.incrementAndGet();
        execute("postgres", "create database " + name + " template " + template);
        return database(name);
    }

    private Database database(String name) {
        return new Database(new ServerConnection(
                connection.url().replaceFirst("/postgres$", "/" + name), connection.properties()));
    }

    private void execute(String database, String sql) {
        database(database).execute(sql);
    }

    /** A database for one test class. */
    record Database(ServerConnection connection) {

        String url() {
            return connection.url() + "?user=postgres&password="
                    + connection.properties().getProperty("password");
        }

        /** How messages name it. */
        String description() {
            return connection.describe();
        }

        /** What a command that writes says first. */
        String line() {
            return "database: " + description() + "\n";
        }

        DriverDataSource dataSource() {
            return connection.dataSource(Limits.OPERATION);
        }

        WidgetRepository widgets() {
            return WidgetRepository.over(dataSource());
        }

        void execute(String sql) {
            try (Connection session = dataSource().getConnection();
                    Statement statement = session.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        /** The first column of the first row. */
        String query(String sql) {
            try (Connection session = dataSource().getConnection();
                    Statement statement = session.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                return row.next() ? String.valueOf(row.getString(1)) : "";
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        /** How many sessions wait for a lock. */
        int waiting() {
            return Integer.parseInt(query("select count(*) from pg_stat_activity"
                    + " where wait_event_type = 'Lock' and datname = current_database()"));
        }

        /** Goes on in the server's log by so many files of 16 MB. */
        void fillLog(int files) {
            execute("do $$begin for i in 1 .. " + files + " loop"
                    + " perform pg_logical_emit_message(false, 'test', text 'x');"
                    + " perform pg_switch_wal(); end loop; end$$");
        }

        /** Makes it as if nothing had ever been added. */
        void clear() {
            execute(
                    "truncate widgets_store.widgets, widgets_store.seed_runs, widgets_store.seed_blocks");
        }
    }
}
