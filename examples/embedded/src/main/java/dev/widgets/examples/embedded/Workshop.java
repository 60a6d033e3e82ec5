package dev.widgets.examples.embedded;

import dev.widgets.DuplicateSerialNumberException;
import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.RefusedException;
import dev.widgets.UnknownOutcomeException;
import dev.widgets.WidgetRepository;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The host's own part: a table of jobs, each done together with an association of two widgets. */
final class Workshop {

    private final DataSource dataSource;

    Workshop(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    void createTables() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists jobs (title text primary key)");
        }
    }

    /**
     * One transaction of the host's: the job and the association are both there, or neither. The
     * library joins it and leaves its end to the host.
     */
    String connect(String job, String serialNumber, String peer, PortType port)
            throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                insertJob(connection, job);
                WidgetRepository.over(connection).associate(serialNumber, peer, port);
                connection.commit();
                return job + ": done";
            } catch (RefusedException e) {
                connection.rollback();
                return job + ": refused by " + e.rule().sqlName() + ": " + e.getMessage();
            } catch (RuntimeException | SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /**
     * Adding is safe to repeat, because a serial number is unique: after a lost connection the
     * widget is there or it is not, and looking tells which.
     */
    void addOrFind(String serialNumber, String name, Ports ports) {
        WidgetRepository widgets = WidgetRepository.over(dataSource);
        try {
            widgets.add(serialNumber, name, ports);
        } catch (DuplicateSerialNumberException e) {
            System.out.println(serialNumber + " is there from an earlier run");
        } catch (UnknownOutcomeException e) {
            if (widgets.find(serialNumber).isEmpty()) {
                widgets.add(serialNumber, name, ports);
            }
        }
    }

    List<String> jobs() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select title from jobs order by title")) {
            List<String> titles = new ArrayList<>();
            while (rows.next()) {
                titles.add(rows.getString(1));
            }
            return titles;
        }
    }

    private static void insertJob(Connection connection, String job) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("insert into jobs values (?) on conflict do nothing")) {
            statement.setString(1, job);
            statement.execute();
        }
    }
}
