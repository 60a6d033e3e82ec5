package dev.widgets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * A call of one of the functions, as data.
 *
 * @param arguments the serial numbers, then the port or ports
 */
record Call(Verb verb, List<String> arguments) {

    static final String DONE = "done";

    enum Verb {
        ADD("widgets.add_widget(?, '', ?::text[]::widgets.port_type[])"),
        REMOVE("widgets.remove_widget(?)"),
        ASSOCIATE("widgets.associate_widgets(?, ?, ?::widgets.port_type)"),
        DISSOCIATE("widgets.remove_association(?, ?, ?::widgets.port_type)"),
        GET("ports || ' ' || array_to_string(peers, ',', '') from widgets.get_widget(?)");

        private final String sql;

        Verb(String sql) {
            this.sql = sql;
        }
    }

    /**
     * What came of it: "done", what was read, or the rule that refused it and the argument to
     * blame; and its number in the order of {@link Swarm#ORDER}, 0 if nothing was done or no number
     * was asked for.
     */
    record Outcome(String text, long order) {}

    static Call add(String serialNumber, String ports) {
        return new Call(Verb.ADD, List.of(serialNumber, ports));
    }

    static Call remove(String serialNumber) {
        return new Call(Verb.REMOVE, List.of(serialNumber));
    }

    static Call associate(String serialNumber, String peerSerialNumber, String port) {
        return new Call(Verb.ASSOCIATE, List.of(serialNumber, peerSerialNumber, port));
    }

    static Call dissociate(String serialNumber, String peerSerialNumber, String port) {
        return new Call(Verb.DISSOCIATE, List.of(serialNumber, peerSerialNumber, port));
    }

    static Call get(String serialNumber) {
        return new Call(Verb.GET, List.of(serialNumber));
    }

    /** The widgets that it names. */
    List<String> serialNumbers() {
        return verb == Verb.ASSOCIATE || verb == Verb.DISSOCIATE
                ? arguments.subList(0, 2)
                : arguments.subList(0, 1);
    }

    Outcome perform(Connection connection) throws SQLException {
        return perform(connection, "select " + verb.sql);
    }

    /**
     * The same, and draws a number from {@link Swarm#ORDER} while it holds its locks: of two that
     * met on a widget the one that came first has the lower one.
     */
    Outcome performInOrder(Connection connection) throws SQLException {
        String number = verb == Verb.GET ? "" : ", nextval('" + Swarm.ORDER + "')";
        return perform(connection, "select " + verb.sql + number);
    }

    private Outcome perform(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.size(); i++) {
                statement.setString(i + 1, argument(i));
            }
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                boolean numbered = result.getMetaData().getColumnCount() > 1;
                return new Outcome(
                        verb == Verb.GET ? result.getString(1) : DONE,
                        numbered ? result.getLong(2) : 0);
            }
        } catch (PSQLException e) {
            ServerErrorMessage said = e.getServerErrorMessage();
            if (said == null) {
                throw e;
            }
            return new Outcome(
                    said.getConstraint() == null
                            ? said.toString()
                            : said.getConstraint() + " " + said.getColumn(),
                    0);
        }
    }

    private String argument(int i) {
        String argument = arguments.get(i);
        return verb == Verb.ADD && i == 1
                ? "{" + String.join(",", argument.split("")) + "}"
                : argument;
    }

    @Override
    public String toString() {
        return verb + arguments.toString();
    }
}
