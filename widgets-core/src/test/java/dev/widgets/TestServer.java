package dev.widgets;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The PostgreSQL that all tests of a JVM share: a container where a Docker engine answers, else an
 * embedded one; started when it is first asked for, gone with the JVM.
 *
 * <p>System property {@code widgets.test.postgres} is its major version, 18 by default. All
 * settings are PostgreSQL's own but for {@code max_connections}, {@code fsync}, which is off
 * because no test here pulls the plug, and the refusals, which are not logged.
 */
public final class TestServer {

    static final int MAX_CONNECTIONS = 200;

    private final String host;
    private final int port;
    private final String user;
    private final String password;

    TestServer(String host, int port, String user, String password) {
        this.host = host;
        this.port = port;
        this.user = user;
        this.password = password;
    }

    /** The server of this JVM. */
    public static TestServer get() {
        return Started.SERVER;
    }

    /** The major version that the tests are to run on. */
    public static int majorVersion() {
        return Integer.getInteger("widgets.test.postgres", 18);
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    /** The superuser. */
    public String user() {
        return user;
    }

    public String password() {
        return password;
    }

    /** The URL of a database, without a user. */
    public String url(String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    /** Connections to a database, each a new one. */
    public PGSimpleDataSource dataSource(String database, String user, String password) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url(database));
        dataSource.setUser(user);
        dataSource.setPassword(password);
        return dataSource;
    }

    /** Executes a statement as superuser, outside of the databases of the tests. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = dataSource("postgres", user, password).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String version() {
        try (Connection connection = dataSource("postgres", user, password).getConnection()) {
            return connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Started {

        static final TestServer SERVER = start(System.out);

        private static TestServer start(PrintStream log) {
            boolean docker = ContainerServer.isAvailable();
            TestServer server = docker
                    ? ContainerServer.start(majorVersion())
                    : ZonkyServer.start(majorVersion());
            log.println("tests run on "
                    + (docker ? "a container of PostgreSQL " : "embedded PostgreSQL ")
                    + server.version()
                    + (docker ? "" : ", no Docker engine answers"));
            return server;
        }
    }
}
