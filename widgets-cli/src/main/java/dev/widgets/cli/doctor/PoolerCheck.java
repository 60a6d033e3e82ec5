package dev.widgets.cli.doctor;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Whether a pooler such as PgBouncer stands between. It gives each client a process number of its
 * own making; and in transaction mode two clients that take turns get the same process.
 */
final class PoolerCheck implements Check {

    private static final String AREA = "pooler";
    private static final String PROCESS = "select pg_catalog.pg_backend_pid()";

    private final DataSource dataSource;

    PoolerCheck(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public List<Finding> examine(Server server) throws SQLException {
        int announced = server.connection().unwrap(PGConnection.class).getBackendPID();
        if (server.row(PROCESS).number(0) == announced) {
            return List.of(
                    Finding.ok(AREA, "The server answers itself; no pooler stands between."));
        }
        List<Finding> findings = new ArrayList<>();
        if (!isShared()) {
            findings.add(Finding.note(
                    AREA,
                    "A pooler stands between, in session mode as it seems.",
                    "Let widgets migrate and widgets seed connect to the server itself."));
            return findings;
        }
        findings.add(
                Finding.note(
                        AREA,
                        "A pooler in transaction mode stands between: each transaction may meet another process.",
                        "Let widgets migrate and widgets seed connect to the server itself; see sql/README.md."));
        if (preparesStatements()) {
            findings.add(Finding.warning(
                    AREA,
                    "The driver names prepared statements after 5 uses, which such a pooler may lose:"
                            + " operations then fail with 26000 or 42P05.",
                    "Add prepareThreshold=0 to the jdbc: URL of hosts; or use PgBouncer 1.21 or later with"
                            + " max_prepared_statements, and leave it as it is."));
        }
        if (server.setting("statement_timeout").equals("0")) {
            findings.add(Finding.warning(
                    AREA,
                    "The pooler does not pass on the time limits of widgets: a statement may take for ever.",
                    "alter role ... set statement_timeout = '10s' and lock_timeout = '5s' for the users of"
                            + " widgets."));
        }
        return findings;
    }

    private boolean isShared() throws SQLException {
        try (Connection one = dataSource.getConnection();
                Connection other = dataSource.getConnection()) {
            return process(one) == process(other);
        }
    }

    private static long process(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(PROCESS)) {
            row.next();
            return row.getLong(1);
        }
    }

    private boolean preparesStatements() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return connection.unwrap(PGConnection.class).getPrepareThreshold() > 0;
        }
    }
}
