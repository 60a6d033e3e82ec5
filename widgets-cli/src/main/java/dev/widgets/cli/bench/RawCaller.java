package dev.widgets.cli.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Objects;
import javax.sql.DataSource;

/** Calls the SQL functions by the driver, as a host without the library would. */
record RawCaller(DataSource pool) implements Caller {

    private static final String PORTS = "{P,Q,R}";

    @Override
    public boolean call(Request request) {
        boolean sent = false;
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql(request.verb()))) {
            bind(statement, request);
            sent = true;
            if (request.verb() == Verb.FIND) {
                return find(statement);
            }
            return statement.execute();
        } catch (SQLException e) {
            throw new RawException(sent, e);
        }
    }

    private static String sql(Verb verb) {
        return switch (verb) {
            case ASSOCIATE -> "select widgets.associate_widgets(?, ?, ?)";
            case DISSOCIATE -> "select widgets.remove_association(?, ?, ?)";
            case ADD -> "select widgets.add_widget(?, ?, ?)";
            case REMOVE -> "select widgets.remove_widget(?)";
            case FIND ->
                "select serial_number, name, ports, peers from widgets.widgets where serial_number = ?";
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
                statement.setString(2, Serials.NAME_OF_ADDED);
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

    /** What the driver has thrown, and what that means. */
    static final class RawException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Outcome outcome;

        RawException(boolean sent, SQLException cause) {
            super(cause.getMessage(), cause);
            outcome = outcome(sent, Objects.requireNonNullElse(cause.getSQLState(), ""));
        }

        private static Outcome outcome(boolean sent, String state) {
            boolean lost = state.startsWith("08") || state.equals("57P01") || state.equals("57P02");
            if (lost) {
                return sent ? Outcome.UNKNOWN : Outcome.FAILED;
            }
            boolean rule =
                    state.startsWith("PT4") || state.startsWith("23") || state.startsWith("22");
            return rule ? Outcome.REFUSED : Outcome.FAILED;
        }

        Outcome outcome() {
            return outcome;
        }
    }
}
