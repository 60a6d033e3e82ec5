package dev.widgets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Does each operation over a connection of its source, which may be a Jdbi handle. Statements go
 * straight to the driver, whose prepared statements are twice as fast as Jdbi's fluent queries.
 */
final class JdbiWidgetRepository implements WidgetRepository {

    private static final int ATTEMPTS = 4;

    private final ConnectionSource connections;

    JdbiWidgetRepository(ConnectionSource connections) {
        this.connections = connections;
    }

    @Override
    public void add(String serialNumber, String name, Ports ports) {
        write(Operation.add(serialNumber, name, ports));
    }

    @Override
    public void remove(String serialNumber) {
        write(Operation.remove(serialNumber));
    }

    @Override
    public void rename(String serialNumber, String name) {
        write(Operation.rename(serialNumber, name));
    }

    @Override
    public void associate(String serialNumber, String peerSerialNumber, PortType port) {
        write(Operation.associate(serialNumber, peerSerialNumber, port));
    }

    @Override
    public void dissociate(String serialNumber, String peerSerialNumber, PortType port) {
        write(Operation.dissociate(serialNumber, peerSerialNumber, port));
    }

    @Override
    public Optional<Widget> find(String serialNumber) {
        Unicode.check("serial_number", serialNumber);
        return connections.reading(connection -> WidgetReads.find(connection, serialNumber));
    }

    @Override
    public List<Widget> list(WidgetQuery query) {
        return connections.reading(connection -> WidgetSearch.list(connection, query));
    }

    @Override
    public WidgetCounts count() {
        return connections.reading(WidgetReads::count);
    }

    /**
     * Does an operation.
     *
     * @throws WidgetException if it was refused, failed or has an unknown outcome
     */
    void write(Operation operation) {
        for (int attempt = 1; ; attempt++) {
            Optional<SqlFailure> failure = call(operation);
            if (failure.isEmpty()) {
                return;
            }
            if (attempt == ATTEMPTS || !failure.get().mayBeRetried()) {
                throw failure.get().writing(operation);
            }
            Backoff.pause(attempt);
        }
    }

    private Optional<SqlFailure> call(Operation operation) {
        try {
            return connections.writing(connection -> call(connection, operation));
        } catch (SQLException e) {
            throw SqlFailure.connecting(e);
        }
    }

    private static Optional<SqlFailure> call(Connection connection, Operation operation) {
        Outcome.Phase phase;
        try {
            phase = Outcome.Phase.of(connection);
        } catch (SQLException e) {
            return Optional.of(new SqlFailure(e, Outcome.Phase.NOT_SENT));
        }
        if (phase == Outcome.Phase.IN_TRANSACTION) {
            new JoinedTransaction(connection).perform(operation);
            return Optional.empty();
        }
        return call(connection, operation, phase);
    }

    private static Optional<SqlFailure> call(
            Connection connection, Operation operation, Outcome.Phase phaseWhenSent) {
        Outcome.Phase phase = Outcome.Phase.NOT_SENT;
        boolean done = false;
        try (PreparedStatement statement = connection.prepareStatement(operation.sql())) {
            operation.bind(statement);
            phase = phaseWhenSent;
            statement.execute();
            Optional<SqlFailure> failure = SqlFailure.ofCommitted(statement, phase);
            done = true;
            return failure;
        } catch (SQLException e) {
            // if closing the statement fails, the operation is done all the same
            return done ? Optional.empty() : Optional.of(new SqlFailure(e, phase));
        } catch (RuntimeException e) {
            // thrown by a connection that the host has wrapped
            if (done) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
