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

/** Examines an installation. Changes nothing, and needs no rights but to connect. */
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
     * A doctor for the installation in a database.
     *
     * @param names the roles that it has
     * @param limitSeconds how old a transaction may be before it is reported
     */
    public Doctor(DataSource dataSource, RoleNames names, int limitSeconds) {
        this.dataSource = dataSource;
        this.names = names;
        this.limitSeconds = limitSeconds;
    }

    /**
     * All findings, in the order of the checks.
     *
     * @throws SQLException if there is no connection, or it is lost
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
                    new StoreCheck(),
                    new GrantsCheck(names),
                    new RolesCheck(names),
                    new TableCheck()));
        }
        checks.addAll(List.of(
                new SettingsCheck(),
                new MemoryCheck(),
                new SessionsCheck(limitSeconds),
                new ReplicationCheck(),
                new PoolerCheck(dataSource),
                new ClockCheck()));
        return checks;
    }

    /** One that may not see something says so, and the others go on. */
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
                    "This could not be looked at: "
                            + String.valueOf(e.getMessage()).strip(),
                    error == DatabaseError.FORBIDDEN
                            ? "Connect as the owner, or as a superuser."
                            : ""));
        }
    }
}
