package dev.widgets;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A client as a process of its own, to be killed. It says each call and its outcome, a line each,
 * once it knows it.
 */
final class LoadClient {

    private LoadClient() {}

    /** Takes the URL, the user, the password, and a prefix with a seed, "hold" or "migrate". */
    public static void main(String[] arguments) throws Exception {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(arguments[0]);
        dataSource.setUser(arguments[1]);
        dataSource.setPassword(arguments[2]);
        dataSource.setApplicationName("client");
        switch (arguments[3]) {
            case "hold" -> hold(dataSource);
            case "migrate" -> WidgetSchema.over(dataSource).migrate();
            default -> work(dataSource, arguments[3], Long.parseLong(arguments[4]));
        }
    }

    /** Associates two widgets in a transaction that never ends. */
    private static void hold(PGSimpleDataSource dataSource) throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            WidgetRepository.over(connection).associate("a", "b", PortType.P);
            say("holding");
            TimeUnit.HOURS.sleep(1);
        }
    }

    private static void work(PGSimpleDataSource dataSource, String prefix, long seed)
            throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set lock_timeout = '2s'");
            WidgetRepository widgets = WidgetRepository.over(connection);
            Ledger ledger = new Ledger(prefix, seed, call -> {
                Ledger.Outcome outcome = Ledger.perform(widgets, call);
                say(String.join(" ", List.of(outcome.toString(), call.toString())));
                return outcome;
            });
            while (true) {
                ledger.step();
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
