package dev.widgets;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * How to connect: the URL, the properties and the time limits in one set of properties. A time
 * limit that the URL or the properties set replaces the one of {@link TimeLimits}.
 *
 * @param hosts the servers to try in turn
 * @param properties the properties of the driver, without those of the hosts
 * @param limits the time limits for what the URL and the properties leave open
 */
record ConnectionSettings(List<HostAddress> hosts, Properties properties, TimeLimits limits) {

    /** The property that says who sets the limits of statements and locks. */
    static final String LIMITS = "widgets.limits";

    private static final String NONE = "\0";
    private static final int MILLIS = 1_000;

    /**
     * Combines them.
     *
     * @throws IllegalArgumentException if the URL is not a valid PostgreSQL URL
     */
    static ConnectionSettings of(String url, Properties given, TimeLimits limits) {
        Properties properties = parse(url, given);
        setTimes(properties, limits);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        String name = value(PGProperty.APPLICATION_NAME, properties);
        if (name == null || name.equals("PostgreSQL JDBC Driver")) {
            PGProperty.APPLICATION_NAME.set(properties, "widgets");
        }
        List<HostAddress> hosts = HostAddress.of(properties);
        if (hosts.size() > 1) {
            properties.putIfAbsent(PGProperty.TARGET_SERVER_TYPE.getName(), "primary");
        }
        return new ConnectionSettings(hosts, properties, limits);
    }

    /** The driver would look for a password itself; its reader fails on lines that are short. */
    private static Properties parse(String url, Properties given) {
        Properties withPassword = new Properties();
        given.stringPropertyNames()
                .forEach(name -> withPassword.setProperty(name, given.getProperty(name)));
        withPassword.putIfAbsent(PGProperty.PASSWORD.getName(), NONE);
        Properties parsed = Driver.parseURL(url, withPassword);
        if (parsed == null) {
            throw new IllegalArgumentException(
                    "Not a valid PostgreSQL URL; expected jdbc:postgresql://HOST:PORT/DATABASE.");
        }
        Properties properties = new Properties();
        properties.putAll(parsed);
        properties.remove(PGProperty.PASSWORD.getName(), NONE);
        return properties;
    }

    private static void setTimes(Properties properties, TimeLimits limits) {
        String connect = value(PGProperty.CONNECT_TIMEOUT, properties);
        String login = value(PGProperty.LOGIN_TIMEOUT, properties);
        String usual = seconds(limits.connect());
        String given = connect == null ? login : connect;
        PGProperty.LOGIN_TIMEOUT.set(
                properties, login == null ? Objects.requireNonNullElse(given, usual) : login);
        PGProperty.CONNECT_TIMEOUT.set(
                properties, seconds(given == null ? limits.connect() : duration(given)));
        properties.putIfAbsent(PGProperty.SOCKET_TIMEOUT.getName(), seconds(limits.socket()));
    }

    private static @Nullable String value(PGProperty property, Properties properties) {
        return properties.getProperty(property.getName());
    }

    /** Rounds up to whole seconds, the driver's unit, because 0 would mean no limit. */
    private static String seconds(Duration limit) {
        return String.valueOf(limit.plusMillis(999).toSeconds());
    }

    /**
     * Returns the properties for one server, with its password and without limits of statements.
     */
    Properties at(HostAddress host) {
        Properties here = host.properties(properties);
        here.putIfAbsent(
                PGProperty.PASSWORD.getName(),
                passwordFile()
                        .password(
                                host,
                                String.valueOf(value(PGProperty.PG_DBNAME, here)),
                                String.valueOf(value(PGProperty.USER, here)))
                        .orElse(""));
        // The limit of answers counts from the login on, and the login has its own.
        here.setProperty(PGProperty.SOCKET_TIMEOUT.getName(), loginSeconds());
        here.putIfAbsent(
                PGProperty.SSL_RESPONSE_TIMEOUT.getName(), String.valueOf(Integer.MAX_VALUE));
        return here;
    }

    PasswordFile passwordFile() {
        String named = Optional.ofNullable(properties.getProperty(PasswordFile.PASSFILE))
                .or(() -> Optional.ofNullable(System.getProperty("org.postgresql.pgpassfile")))
                .or(() -> Optional.ofNullable(System.getenv("PGPASSFILE")))
                .orElseGet(() -> System.getProperty("user.home", "") + "/.pgpass");
        return new PasswordFile(Path.of(named));
    }

    private String loginSeconds() {
        return loginMillis() == 0 || socketMillis() == 0
                ? "0"
                : seconds(Duration.ofMillis(Math.max(loginMillis(), socketMillis())));
    }

    /** Returns the limit of a login, or 0 if there is none. */
    int loginMillis() {
        return millis(PGProperty.LOGIN_TIMEOUT);
    }

    int socketMillis() {
        return millis(PGProperty.SOCKET_TIMEOUT);
    }

    /** Returns how long a pool waits for a connection, or 0 for ever. */
    long poolMillis() {
        return seconds(limits.connect()).equals(value(PGProperty.LOGIN_TIMEOUT, properties))
                ? limits.connect().toMillis()
                : (long) loginMillis() * hosts.size();
    }

    private int millis(PGProperty property) {
        return Math.toIntExact(
                duration(Objects.requireNonNull(value(property, properties))).toMillis());
    }

    /** Reads a number of seconds; as in libpq, 0 and less is no limit. */
    private static Duration duration(String text) {
        try {
            return Duration.ofMillis(
                    (long) (MILLIS * Math.max(0, Double.parseDouble(text.strip()))));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "A timeout must be a number of seconds, not '" + text + "'.", e);
        }
    }

    LimitSetting limitSetting() {
        return LimitSetting.of(properties.getProperty(LIMITS, "startup"));
    }

    String givenOptions() {
        return Objects.requireNonNullElse(value(PGProperty.OPTIONS, properties), "");
    }

    /** Returns the options of the session, of which the last one of a name counts. */
    String options() {
        String ours = "-c statement_timeout=" + limits.statement().toMillis() + " -c lock_timeout="
                + limits.lock().toMillis();
        return givenOptions().isEmpty() ? ours : ours + " " + givenOptions();
    }

    /** Returns the statement that sets the limits which the given options leave open. */
    String limitSql() {
        return limitSql("statement_timeout", limits.statement())
                + limitSql("lock_timeout", limits.lock());
    }

    private String limitSql(String setting, Duration limit) {
        return givenOptions().contains(setting)
                ? ""
                : "set " + setting + " = " + limit.toMillis() + ";";
    }
}
