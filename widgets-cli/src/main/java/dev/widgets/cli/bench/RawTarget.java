package dev.widgets.cli.bench;

import dev.widgets.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import javax.sql.DataSource;

/** Calls the SQL functions with JDBC, as a host without the library would. */
record RawTarget(DataSource pool) implements Target {

    private static final String PORTS = "{P,Q,R}";

    @Override
    public boolean call(Request request) {
        Outcome.Phase phase = Outcome.Phase.NOT_SENT;
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql(request.verb()))) {
            bind(statement, request);
            if (request.verb() == Verb.FIND) {
                return find(statement);
            }
            phase = Outcome.Phase.of(connection);
            return statement.execute();
        } catch (SQLException e) {
            throw new RawException(Outcome.of(e, phase), e);
        }
    }

    private static String sql(Verb verb) {
        return switch (verb) {
            case ASSOCIATE -> "select widgets.associate_widgets(?, ?, ?)";
            case DISSOCIATE -> "select widgets.remove_association(?, ?, ?)";
            case ADD -> "select widgets.add_widget(?, ?, ?)";
            case REMOVE -> "select widgets.remove_widget(?)";
            case FIND ->
                "select serial_number, name, ports, peers from widgets.widgets where"
                        + " serial_number = ?";
        };
    }

    private static void bind(PreparedStatement statement, Request request) throws SQLException {
        statement.setString(1, request.serialNumber());
        switch (request.verb()) {
            case ASSOCIATE, DISSOCIATE -> {
                statement.setString(2, request.peerSerialNumber());
                statement.setObject(3, request.port().name(), Types.OTHER);
            }
            case ADD -> {
                statement.setString(2, BenchSerials.NAME_OF_ADDED);
                statement.setObject(3, PORTS, Types.OTHER);
            }
            case REMOVE, FIND -> {}
        }
    }

    private static boolean find(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return row.next()
                    && row.getString(1) != null
                    && row.getString(2) != null
                    && row.getString(3) != null
                    && row.getArray(4).getArray() != null;
        }
    }

    /** An exception of the driver, with the outcome of the operation. */
    static final class RawException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Outcome outcome;

        RawException(Outcome outcome, SQLException cause) {
            super(cause.getMessage(), cause);
            this.outcome = outcome;
        }

        Outcome outcome() {
            return outcome;
        }
    }
}
