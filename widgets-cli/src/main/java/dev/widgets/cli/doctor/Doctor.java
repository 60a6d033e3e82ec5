package dev.widgets.cli.doctor;

import dev.widgets.DatabaseError;
import dev.widgets.RoleNames;
import dev.widgets.WidgetSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/** Examines an installation. It changes nothing and needs no privilege except to connect. */
public final class Doctor {

    private static final String IS_INSTALLED = """
            select count(*) = 3
            from pg_catalog.pg_namespace
            where nspname in ('widgets', 'widgets_admin', 'widgets_store')
            """;

    private final DataSource dataSource;
    private final RoleNames names;
    private final int limitSeconds;

    /**
     * Creates a doctor for the installation in a database.
     *
     * @param names the names of its roles
     * @param limitSeconds the age in seconds from which an open transaction is reported
     */
    public Doctor(DataSource dataSource, RoleNames names, int limitSeconds) {
        this.dataSource = dataSource;
        this.names = names;
        this.limitSeconds = limitSeconds;
    }

    /**
     * Returns all findings in the order of the checks.
     *
     * @throws SQLException if no connection can be established, or the connection is lost
     */
    public List<Finding> examine() throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Server server = Server.over(connection)) {
            for (Check check : checks(server)) {
                findings.addAll(examine(check, server));
            }
        }
        return findings;
    }

    private List<Check> checks(Server server) throws SQLException {
        List<Check> checks = new ArrayList<>();
        checks.add(new ServerCheck());
        checks.add(new ReleaseCheck(WidgetSchema.over(dataSource)));
        if (server.row(IS_INSTALLED).is(0)) {
            checks.addAll(List.of(
                    new FunctionsCheck(),
                    new PartitionCheck(),
                    new StoreCheck(),
                    new GrantsCheck(names),
                    new RolesCheck(names),
                    new TableCheck(),
                    new HistoryCheck(),
                    new CitusCheck(),
                    new ServicesCheck()));
        }
        checks.addAll(List.of(
                new SettingsCheck(),
                new MemoryCheck(),
                new LogCheck(),
                new SessionsCheck(limitSeconds),
                new ReplicationCheck(),
                new PoolerCheck(dataSource),
                new ClockCheck()));
        return checks;
    }

    /**
     * Turns a missing privilege or a similar error into a note, so that the other checks still run.
     */
    private static List<Finding> examine(Check check, Server server) throws SQLException {
        try {
            return check.examine(server);
        } catch (SQLException e) {
            DatabaseError error = DatabaseError.of(e);
            if (error.isUnreachable() && error != DatabaseError.TOO_MANY_CONNECTIONS) {
                throw e;
            }
            String name = check.getClass().getSimpleName().replace("Check", "");
            return List.of(Finding.note(
                    name.toLowerCase(Locale.ROOT),
                    "This check could not run: "
                            + String.valueOf(e.getMessage()).strip(),
                    error == DatabaseError.FORBIDDEN
                            ? "Connect as the owner, or as a superuser."
                            : ""));
        }
    }
}
