package dev.widgets;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Connections for batches. The first one shows whether the database supports them. */
final class BatchConnections implements ConnectionSource {

    private final ConnectionSource connections;
    private volatile boolean checked;

    BatchConnections(ConnectionSource connections) {
        this.connections = connections;
    }

    @Override
    public <T> T with(Work<T> work) throws SQLException {
        return connections.with(checked ? work : afterCheck(work));
    }

    @Override
    public Optional<SqlFailure> writing(Work<Optional<SqlFailure>> work) throws SQLException {
        return connections.writing(checked ? work : afterCheck(work));
    }

    private <T> Work<T> afterCheck(Work<T> work) {
        return connection -> {
            check(connection);
            return work.run(connection);
        };
    }

    private void check(Connection connection) {
        try {
            InstalledSchema.refuseUnadapted(connection);
        } catch (SQLException e) {
            throw SqlFailure.reading(e);
        }
        checked = true;
    }
}
