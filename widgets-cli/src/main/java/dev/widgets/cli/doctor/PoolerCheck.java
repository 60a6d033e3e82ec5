package dev.widgets.cli.doctor;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Detects a connection pooler such as PgBouncer. A pooler invents the process number that it
 * announces to a client; in transaction mode, two clients in turn use the same server process.
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
                    Finding.ok(AREA, "The connection is direct, without a connection pooler."));
        }
        List<Finding> findings = new ArrayList<>();
        if (!isShared()) {
            findings.add(Finding.note(
                    AREA,
                    "Connections pass through a pooler, apparently in session mode.",
                    "Connect widgets migrate and widgets seed directly to the server."));
            return findings;
        }
        findings.add(Finding.note(
                AREA,
                "Connections pass through a pooler in transaction mode: each transaction"
                        + " may run in a different server process.",
                "Connect widgets migrate and widgets seed directly to the server; see"
                        + " sql/README.md."));
        if (preparesStatements()) {
            findings.add(Finding.warning(
                    AREA,
                    "The driver uses named prepared statements from the fifth execution on,"
                            + " which such a pooler may lose: operations then fail with SQLSTATE"
                            + " 26000 or 42P05.",
                    "Add prepareThreshold=0 to the JDBC URL of applications, or use PgBouncer"
                            + " 1.21 or later with max_prepared_statements."));
        }
        if (server.setting("statement_timeout").equals("0")) {
            findings.add(Finding.warning(
                    AREA,
                    "The pooler discards the time limits that widgets sets: a statement may run"
                            + " forever.",
                    "Set statement_timeout = '10s' and lock_timeout = '5s' for the users of"
                            + " widgets with alter role ... set."));
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
