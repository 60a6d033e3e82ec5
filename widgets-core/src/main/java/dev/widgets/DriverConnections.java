package dev.widgets;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.slf4j.LoggerFactory;

/**
 * Opens a new connection on each call, to the first server that accepts one. As in libpq, the next
 * server is tried if one does not answer or has not the wanted role, but not if it refuses the
 * login.
 */
final class DriverConnections implements DataSource {

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(DriverConnections.class);
    private static final String ANY = "any";

    private final ConnectionSettings settings;
    private final LimitSetting limits;
    private volatile boolean optionsRefused;

    DriverConnections(ConnectionSettings settings) {
        this.settings = settings;
        limits = settings.limitSetting();
    }

    @Override
    public Connection getConnection() throws SQLException {
        List<ConnectFailure> failures = new ArrayList<>();
        for (String type : serverTypes()) {
            for (HostAddress host : hosts()) {
                try {
                    return open(host, type);
                } catch (SQLException e) {
                    ConnectFailure failure = new ConnectFailure(host, e, settings);
                    failures.add(failure);
                    if (!failure.isReasonToTryNext()) {
                        throw ConnectFailure.combined(failures);
                    }
                }
            }
        }
        throw ConnectFailure.combined(failures);
    }

    /** A preference for a role is two rounds: one for the role, one for any. */
    private List<String> serverTypes() {
        String wanted = Objects.requireNonNullElse(
                PGProperty.TARGET_SERVER_TYPE.getOrDefault(settings.properties()), ANY);
        if (settings.hosts().size() > 1 && wanted.startsWith("prefer")) {
            return List.of(wanted.equals("preferPrimary") ? "primary" : "secondary", ANY);
        }
        return List.of(wanted);
    }

    private List<HostAddress> hosts() {
        if (!PGProperty.LOAD_BALANCE_HOSTS.getBoolean(settings.properties())) {
            return settings.hosts();
        }
        List<HostAddress> shuffled = new ArrayList<>(settings.hosts());
        Collections.shuffle(shuffled);
        return shuffled;
    }

    private Connection open(HostAddress host, String type) throws SQLException {
        Properties properties = settings.at(host);
        PGProperty.TARGET_SERVER_TYPE.set(properties, type);
        if (limits != LimitSetting.STARTUP || optionsRefused) {
            return ready(new ConnectionAttempt(host, properties).connect());
        }
        Properties limited = new Properties();
        limited.putAll(properties);
        PGProperty.OPTIONS.set(limited, settings.options());
        try {
            return ready(new ConnectionAttempt(host, limited).connect());
        } catch (SQLException e) {
            if (!ConnectFailure.refusesOptions(e)) {
                throw e;
            }
            Connection connection = ready(new ConnectionAttempt(host, properties).connect());
            optionsRefused = true;
            LOG.warn(
                    "{} refuses startup options: statement_timeout and lock_timeout are left to"
                            + " the database; set them with alter role, or set widgets.limits=session if"
                            + " each client has a session of its own",
                    host);
            return connection;
        }
    }

    private Connection ready(Connection connection) throws SQLException {
        try {
            connection.setNetworkTimeout(Runnable::run, settings.socketMillis());
            String sql = settings.limitSql();
            if (limits == LimitSetting.SESSION && !sql.isEmpty()) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                }
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    /** Does nothing: the limits are part of the settings. */
    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return settings.loginMillis() / 1_000;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("org.postgresql");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("This is not a " + type.getName() + ".");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public String toString() {
        return "DriverConnections" + settings.hosts();
    }
}
