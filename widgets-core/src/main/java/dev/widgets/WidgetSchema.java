package dev.widgets;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.ValidateResult;

/**
 * Installs, upgrades and checks the schema that a {@link WidgetRepository} works on.
 *
 * <p>A host that manages the schema calls {@link #migrate()}, at each start if it likes; any number
 * of hosts may do so at once. A host that only needs the right schema calls {@link #validate()}
 * when it starts. A host that leaves the schema to others calls neither.
 *
 * <p>The migrations use an instance of Flyway with a history of its own
 * ({@code widgets_store.schema_history}), which does not interfere with a Flyway of the host in the
 * same database.
 *
 * <p><b>Threads.</b> It may be used by any number of threads at once.
 */
public final class WidgetSchema {

    /**
     * The release of the schema that this library works on; every change of the schema raises it.
     */
    public static final int RELEASE = 2;

    /** The release of builds before the first version. */
    private static final int UNPUBLISHED = 1;

    static final String HISTORY_SCHEMA = "widgets_store";
    static final String HISTORY_TABLE = "schema_history";

    private final DataSource dataSource;

    private WidgetSchema(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Returns the schema in the database of a DataSource. To migrate, its user must be allowed to
     * create schemas in the database, or own the schemas already. A migration takes up to four
     * connections at once, all in autocommit, and none through a pooler in transaction mode.
     */
    public static WidgetSchema over(DataSource dataSource) {
        return new WidgetSchema(dataSource);
    }

    /**
     * Installs the schema, or upgrades it to the release of this library, in one transaction. Waits
     * up to five minutes for another migration of the same database.
     *
     * <p>A migration grants no privileges on the functions.
     * {@link WidgetAdministration#createRoles}, {@code widgets roles} or {@code sql/roles.sql}
     * grants them; run it again after each migration.
     *
     * @return the number of scripts that were applied, 0 if the schema was up to date
     * @throws SchemaException if the schema in the database is newer than this library or was
     *     altered, or another migration does not end; nothing was changed
     * @throws FailedException if the database cannot be reached or reports an error; nothing was
     *     changed
     */
    public int migrate() {
        return SchemaLock.holding(dataSource, connection -> {
            InstalledSchema installed = InstalledSchema.read(connection);
            installed.refuseNewer();
            try {
                if (installed.release() == UNPUBLISHED) {
                    // comments in its migrations have been edited since: adopt their checksums
                    flyway().repair();
                }
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
     * Checks that the schema is installed and has the release of this library. If the user may read
     * the history of migrations, also checks that the scripts of this library made it. Changes
     * nothing and takes no locks.
     *
     * @throws SchemaException if the schema does not fit; the message says what to do
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
                        "The schema in the database differs from the scripts of this library: "
                                + result.getAllErrorMessages().strip()
                                + " Run widgets migrate, or compare it with widgets migrate"
                                + " --print.",
                        null);
            }
        }
    }

    /**
     * Returns the whole schema as one SQL script in one transaction, for hosts that install it in
     * another way, such as {@code psql -v ON_ERROR_STOP=1 -f FILE}. The script writes the same
     * history as {@link #migrate()}, which can upgrade from there.
     */
    public static String print() {
        return SqlScripts.print();
    }

    private InstalledSchema installed() {
        try (Connection connection = dataSource.getConnection()) {
            return InstalledSchema.read(connection);
        } catch (SQLException e) {
            throw SqlFailure.administering(e);
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
                // a function that a release drops has no script any more
                .ignoreMigrationPatterns("*:future", "repeatable:missing")
                .load();
    }

    private static WidgetException failure(FlywayException e) {
        String message = String.valueOf(e.getMessage()).strip();
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException error) {
                return SqlFailure.administering(error);
            }
        }
        return new SchemaException("The schema could not be migrated: " + message, e);
    }
}
