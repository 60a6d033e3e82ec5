package dev.widgets;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.SslMode;
import org.postgresql.util.GT;

/**
 * One attempt to connect to one server. {@code sslmode=prefer} is done here, because the driver
 * falls back to plain text as well if the server is only slow to answer.
 *
 * @param host the server
 * @param properties the properties of the driver
 */
record ConnectionAttempt(HostAddress host, Properties properties) {

    private static final Driver DRIVER = new Driver();
    private static final String LOGIN_REFUSED = "28000";

    Connection connect() throws SQLException {
        if (SslMode.of(properties) != SslMode.PREFER) {
            return connect(properties);
        }
        try {
            return connect(with(SslMode.REQUIRE));
        } catch (SQLException e) {
            if (isWithoutTls(e)) {
                return connect(with(SslMode.DISABLE));
            }
            if (!LOGIN_REFUSED.equals(e.getSQLState())) {
                throw e;
            }
            return connectInPlainText(e);
        }
    }

    /** The server may accept this user without TLS only. */
    private Connection connectInPlainText(SQLException refusal) throws SQLException {
        try {
            return connect(with(SslMode.DISABLE));
        } catch (SQLException e) {
            refusal.addSuppressed(e);
            throw refusal;
        }
    }

    static boolean isWithoutTls(SQLException e) {
        return GT.tr("The server does not support SSL.").equals(e.getMessage());
    }

    private Properties with(SslMode mode) {
        Properties other = new Properties();
        other.putAll(properties);
        PGProperty.SSL_MODE.set(other, mode.value);
        return other;
    }

    private Connection connect(Properties properties) throws SQLException {
        String database = Objects.requireNonNullElse(
                PGProperty.PG_DBNAME.getOrDefault(properties),
                PGProperty.USER.getOrDefault(properties));
        String name = host.isUnixSocket() ? "localhost:" + host.port() : host.toString();
        return Objects.requireNonNull(DRIVER.connect(
                "jdbc:postgresql://" + name + "/"
                        + URLEncoder.encode(database, StandardCharsets.UTF_8),
                properties));
    }
}
