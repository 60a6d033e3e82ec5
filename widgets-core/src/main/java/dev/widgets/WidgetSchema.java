package dev.widgets;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.ValidateResult;

/**
 * The schema that a {@link WidgetRepository} works on: installs it, brings it up to date, checks
 * it.
 *
 * <p>A host that leaves the schema to others calls nothing here; one that starts only where it is
 * right calls {@link #validate()}; one that looks after it calls {@link #migrate()}, at each start
 * if it likes. Any number of hosts may do so at once.
 *
 * <p>It does its work by a Flyway of its own, with a history of its own
 * ({@code widgets_store.schema_history}), and does not meet a host's Flyway in the same database.
 */
public final class WidgetSchema {

    /** The release of the schema that this library works on, a whole number that grows. */
    public static final int RELEASE = 1;

    static final String HISTORY_SCHEMA = "widgets_store";
    static final String HISTORY_TABLE = "schema_history";

    private final DataSource dataSource;

    private WidgetSchema(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * The schema in the database of a DataSource, whose user may create schemas there, or owns them
     * already. Migrating takes up to four connections at once, each in autocommit, and none through
     * a pooler in transaction mode.
     */
    public static WidgetSchema over(DataSource dataSource) {
        return new WidgetSchema(dataSource);
    }

    /**
     * Installs the schema or brings it up to the release of this library, in one transaction. Waits
     * while another does the same.
     *
     * <p>The functions come without a privilege for anybody: {@code sql/roles.sql}, {@code widgets
     * roles} or {@link WidgetAdministration#createRoles} grants them, and is to be run again after
     * a migration.
     *
     * @return how many scripts were applied, 0 if all was in place
     * @throws SchemaException if the schema in the database is newer than this library, was
     *     changed, or another migration does not end; then nothing was changed
     * @throws FailedException if the database cannot be reached or refuses; then nothing was
     *     changed
     */
    public int migrate() {
        return SchemaLock.holding(dataSource, connection -> {
            InstalledSchema.read(connection).refuseNewer();
            try {
                int applied = flyway().migrate().migrationsExecuted;
                if (applied > 0) {
                    notifyPostgrest(connection);
                }
                return applied;
            } catch (FlywayException e) {
                throw failure(e);
            }
        });
    }

    /**
     * Checks that the schema is there and of the release of this library, and, where the user may
     * read the history of migrations, that every script was applied as it is here. Changes nothing.
     *
     * @throws SchemaException if it is not; the message says what to do
     * @throws FailedException if the database cannot be reached
     */
    public void validate() {
        InstalledSchema installed = installed();
        installed.refuseOther();
        if (installed.history() == InstalledSchema.Visibility.VISIBLE) {
            ValidateResult result;
            try {
                result = flyway().validateWithResult();
            } catch (FlywayException e) {
                throw failure(e);
            }
            if (!result.validationSuccessful) {
                throw new SchemaException(
                        "The schema in the database was not made by this library: "
                                + result.getAllErrorMessages().strip()
                                + " Run widgets migrate, or compare with widgets migrate --print.",
                        null);
            }
        }
    }

    /**
     * The whole schema as one SQL script in one transaction, for hosts that install it by other
     * means: {@code psql -v ON_ERROR_STOP=1 -f}. It leaves the same history as {@link #migrate()},
     * which can go on from there.
     */
    public static String print() {
        return SqlScripts.print();
    }

    private InstalledSchema installed() {
        try (Connection connection = dataSource.getConnection()) {
            return InstalledSchema.read(connection);
        } catch (SQLException e) {
            throw SqlFailure.reading(e);
        }
    }

    /** PostgREST caches the schema until it is notified. */
    private static void notifyPostgrest(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("notify pgrst, 'reload schema'");
        }
    }

    private Flyway flyway() {
        return Flyway.configure(WidgetSchema.class.getClassLoader())
                .dataSource(dataSource)
                .locations(SqlScripts.locations())
                .schemas(HISTORY_SCHEMA)
                .table(HISTORY_TABLE)
                .createSchemas(true)
                .group(true)
                .placeholderReplacement(false)
                .skipDefaultCallbacks(true)
                .cleanDisabled(true)
                .load();
    }

    private static WidgetException failure(FlywayException e) {
        String message = String.valueOf(e.getMessage()).strip();
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException error) {
                return SqlFailure.reading(error);
            }
        }
        return new SchemaException("The schema could not be migrated: " + message, e);
    }
}
