package dev.widgets;

import dev.widgets.Call.Verb;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;

/** A client of a registry that is upgraded meanwhile, of release 1 or of this release. */
interface UpgradeClient extends AutoCloseable {

    /** Returns "done", or the rule that refused the operation. */
    String perform(Call call) throws SQLException;

    @Override
    void close() throws SQLException;

    /** The functions of schema widgets, as release 1 calls them. */
    static UpgradeClient functions(DataSource dataSource) throws SQLException {
        Connection connection = dataSource.getConnection();
        return new UpgradeClient() {
            @Override
            public String perform(Call call) throws SQLException {
                return call.perform(connection).text().replaceFirst("(?<=^[a-z_]{4,80}) .*", "");
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    /** Batches with the statement of release 1, which sends null for the role of the session. */
    static UpgradeClient batches(DataSource dataSource) throws SQLException {
        Connection connection = dataSource.getConnection();
        return new UpgradeClient() {
            @Override
            public String perform(Call call) throws SQLException {
                return apply(connection, call);
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    private static String apply(Connection connection, Call call) throws SQLException {
        List<String> serials = call.serialNumbers();
        boolean isPair = serials.size() == 2;
        boolean inOrder = !isPair || serials.get(0).compareTo(serials.get(1)) < 0;
        String ports = call.arguments().size() > serials.size()
                ? call.arguments().get(call.arguments().size() - 1)
                : null;
        try (PreparedStatement statement =
                connection.prepareStatement("select item, code, message, rule, argument, hint"
                        + " from widgets_admin.apply(?, ?, ?, ?, ?, ?, ?)")) {
            statement.setString(1, null);
            statement.setArray(2, texts(connection, serials.stream().sorted().toArray()));
            statement.setArray(3, texts(connection, function(call.verb())));
            statement.setArray(
                    4, connection.createArrayOf("integer", new Object[] {inOrder ? 1 : 2}));
            statement.setArray(5, connection.createArrayOf("integer", new Object[] {
                isPair ? (Object) (inOrder ? 2 : 1) : null
            }));
            statement.setArray(6, texts(connection, ports));
            statement.setArray(7, texts(connection, call.verb() == Verb.ADD ? "" : null));
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? row.getString("rule") == null
                                ? row.getString("message")
                                : row.getString("rule")
                        : Call.DONE;
            }
        }
    }

    private static Array texts(Connection connection, Object... texts) throws SQLException {
        return connection.createArrayOf("text", texts);
    }

    private static String function(Verb verb) {
        return switch (verb) {
            case ADD -> "add_widget";
            case REMOVE -> "remove_widget";
            case ASSOCIATE -> "associate_widgets";
            case DISSOCIATE -> "remove_association";
            case GET -> throw new IllegalArgumentException("not by apply");
        };
    }

    /** The library of this release, each call by itself. */
    static UpgradeClient repository(DataSource dataSource) {
        WidgetRepository widgets = WidgetRepository.over(dataSource);
        return new UpgradeClient() {
            @Override
            public String perform(Call call) {
                return UpgradeClient.perform(widgets, call);
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }

    /** The coalescer of this release. */
    static UpgradeClient coalescer(DataSource dataSource) {
        WidgetCoalescer coalescer = WidgetCoalescer.open(dataSource);
        return new UpgradeClient() {
            @Override
            public String perform(Call call) {
                return UpgradeClient.perform(coalescer.blocking(), call);
            }

            @Override
            public void close() {
                coalescer.close();
            }
        };
    }

    private static String perform(WidgetRepository widgets, Call call) {
        List<String> arguments = call.arguments();
        String one = arguments.get(0);
        try {
            switch (call.verb()) {
                case ADD -> widgets.add(one, "", Ports.parse(arguments.get(1)));
                case REMOVE -> widgets.remove(one);
                case ASSOCIATE ->
                    widgets.associate(one, arguments.get(1), PortType.valueOf(arguments.get(2)));
                case DISSOCIATE ->
                    widgets.dissociate(one, arguments.get(1), PortType.valueOf(arguments.get(2)));
                case GET -> throw new IllegalArgumentException("a read");
            }
            return Call.DONE;
        } catch (RefusedException e) {
            return e.rule().sqlName();
        } catch (CompletionException e) {
            throw new AssertionError(call.toString(), e);
        }
    }
}
