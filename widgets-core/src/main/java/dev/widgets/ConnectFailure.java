package dev.widgets;

import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.util.GT;
import org.postgresql.util.PSQLException;

/**
 * Why there is no connection to a server, in words that name the cause.
 *
 * @param host the server
 * @param error the error of the driver
 * @param settings how the connection was to be made
 */
record ConnectFailure(HostAddress host, SQLException error, ConnectionSettings settings) {

    private static final String CANNOT_CONNECT = "08001";
    private static final String REJECTED = "08004";
    private static final String CANNOT_CONNECT_NOW = "57P03";
    private static final String WRONG_PASSWORD = "28P01";

    /** Returns one exception for the failures of all servers that were tried. */
    static SQLException combined(List<ConnectFailure> failures) {
        ConnectFailure last = failures.get(failures.size() - 1);
        if (failures.size() == 1) {
            return last.exception();
        }
        SQLException all = new SQLException(
                failures.stream()
                        .map(ConnectFailure::message)
                        .distinct()
                        .collect(Collectors.joining("; ")),
                last.error.getSQLState(),
                last.error);
        failures.subList(0, failures.size() - 1).forEach(one -> all.addSuppressed(one.error));
        return all;
    }

    /** Some poolers refuse the options of the startup packet, each with words of its own. */
    static boolean refusesOptions(SQLException error) {
        return isFromServer(error)
                && ("08P01".equals(error.getSQLState()) || "0A000".equals(error.getSQLState()));
    }

    private static boolean isFromServer(SQLException error) {
        return error instanceof PSQLException e && e.getServerErrorMessage() != null;
    }

    /** Returns whether the server does not answer, starts, or has not the wanted role. */
    boolean isReasonToTryNext() {
        return CANNOT_CONNECT.equals(error.getSQLState())
                || CANNOT_CONNECT_NOW.equals(error.getSQLState());
    }

    private SQLException exception() {
        String message = message();
        if (message.equals(error.getMessage()) || (isFromServer(error) && !lacksPassword())) {
            return error;
        }
        Throwable cause = root();
        return new SQLException(message, error.getSQLState(), cause == null ? error : cause);
    }

    /** Returns the deepest cause that is not an exception of JDBC. */
    private @Nullable Throwable root() {
        Throwable root = null;
        for (Throwable e = error.getCause(); e != null; e = e.getCause()) {
            root = e;
        }
        return root;
    }

    private String message() {
        if (lacksPassword()) {
            return settings.passwordFile()
                    .problem()
                    .map(problem -> "server " + host + " requests a password; " + problem)
                    .orElse("server " + host + " requests a password, but none is given");
        }
        if (isFromServer(error)) {
            return Objects.requireNonNull(
                    Objects.requireNonNull(((PSQLException) error).getServerErrorMessage())
                            .getMessage());
        }
        if (ConnectionAttempt.isWithoutTls(error)) {
            return "server " + host + " does not support TLS, but sslmode is "
                    + PGProperty.SSL_MODE.getOrDefault(settings.properties());
        }
        Throwable root = root();
        if (error.getCause() instanceof InvocationTargetException && root != null) {
            // a socket factory or its files
            return String.valueOf(root.getMessage());
        }
        if (root != null && error.getCause() instanceof SSLException) {
            return "TLS with " + host + " failed: " + root.getMessage();
        }
        return root instanceof IOException io ? ofIo(io) : ofDriver();
    }

    private String ofIo(IOException e) {
        if (e instanceof UnknownHostException) {
            return "host " + host.host() + " is unknown";
        }
        if (e instanceof SocketTimeoutException) {
            return late();
        }
        if (e instanceof ConnectException) {
            return "server " + host + " refused the connection";
        }
        if (e instanceof EOFException) {
            return "server " + host + " closed the connection during the login";
        }
        return (host.isUnixSocket() ? "socket " : "server ") + host + " cannot be reached: "
                + e.getMessage();
    }

    private String ofDriver() {
        String text = String.valueOf(error.getMessage());
        return text.equals(GT.tr("Connection attempt timed out.")) ? late() : text;
    }

    private String late() {
        return "server " + host + " did not answer within " + settings.loginMillis() / 1_000 + " s";
    }

    /** The driver is given an empty password, so that it does not look for one. */
    private boolean lacksPassword() {
        return settings.at(host).getProperty(PGProperty.PASSWORD.getName(), "").isEmpty()
                && (WRONG_PASSWORD.equals(error.getSQLState())
                        || (REJECTED.equals(error.getSQLState())
                                && !ConnectionAttempt.isWithoutTls(error)
                                && !isFromServer(error)));
    }
}
