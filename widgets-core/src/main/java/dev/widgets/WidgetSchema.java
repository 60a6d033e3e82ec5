package dev.widgets;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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

    static final String HISTORY_SCHEMA = "widgets_store";
    static final String HISTORY_TABLE = "schema_history";

    private final DataSource dataSource;

    private WidgetSchema(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Returns the schema in the database of a DataSource. To migrate, its user must be allowed to
     * create schemas in the database, or own the schemas already. A migration takes one connection,
     * in autocommit; it may lead through a pooler in transaction mode.
     */
    public static WidgetSchema over(DataSource dataSource) {
        return new WidgetSchema(dataSource);
    }

    /**
     * Installs the schema, or upgrades it to the release of this library, in one transaction. Waits
     * up to five minutes for another migration of the same database, and as long for transactions
     * that have read a view of the registry and do not end. Meanwhile, and during the upgrade,
     * operations go on.
     *
     * <p>Does nothing if the schema has the next release, on which this library works as well: so
     * an application of the old release can still be started during a rolling upgrade.
     *
     * <p>A migration grants no privileges on the functions.
     * {@link WidgetAdministration#createRoles}, {@code widgets roles} or {@code sql/roles.sql}
     * grants them; run it again after each migration.
     *
     * @return the number of scripts that were applied, 0 if the schema was up to date
     * @throws SchemaException if the schema in the database is newer than the next release or was
     *     altered, or another migration or transaction does not end; nothing was changed
     * @throws FailedException if the database cannot be reached or reports an error; nothing was
     *     changed
     * @throws UnknownOutcomeException if the connection was lost during the commit and the database
     *     could not be asked again; repeat it, which does no harm
     */
    public int migrate() {
        int[] tried = {0};
        Optional<Integer> applied = SchemaTransaction.replacing(
                dataSource, (connection, forFlyway) -> tried[0] = migrate(connection, forFlyway));
        return applied.orElseGet(() -> {
            int again = again(() -> SchemaTransaction.replacing(dataSource, WidgetSchema::migrate));
            return again == 0 ? tried[0] : again;
        });
    }

    private static int migrate(Connection connection, DataSource forFlyway) throws SQLException {
        InstalledSchema installed = InstalledSchema.read(connection);
        if (installed.isNext()) {
            return 0;
        }
        installed.refuseNewer();
        installed.refuseWithoutHistory();
        try {
            if (installed.history() == InstalledSchema.Visibility.VISIBLE) {
                EarlierMigrations.adopt(connection);
            }
            int applied = flyway(forFlyway).migrate().migrationsExecuted;
            if (applied > 0) {
                ScriptForm form = ScriptForm.belonging(connection);
                if (form != ScriptForm.PLAIN) {
                    // the migration has put plain functions in force
                    form.replace(ScriptForm.PLAIN, connection);
                }
                notifyPostgrest(connection);
            }
            return applied;
        } catch (FlywayException e) {
            throw failure(e);
        }
    }

    /**
     * Does work once more whose commit has an unknown outcome. It waits for the first transaction,
     * which holds the lock as long as it lives, and then finds the work done or does it.
     */
    private static <T> T again(Supplier<Optional<T>> work) {
        try {
            Optional<T> result = work.get();
            if (result.isPresent()) {
                return result.get();
            }
        } catch (FailedException e) {
            throw unknown(e);
        }
        throw unknown(new SQLException("the connection was lost again"));
    }

    private static UnknownOutcomeException unknown(Exception cause) {
        return new UnknownOutcomeException(
                "The outcome is unknown, because the connection was lost during the commit: the"
                        + " schema was changed completely or not at all. Repeat the command, which"
                        + " does no harm.",
                cause);
    }

    /**
     * Puts the functions and views of this release back that somebody has altered or dropped, in
     * one transaction. Changes no table, and grants nothing: after a function was dropped,
     * {@link WidgetAdministration#createRoles} grants the privileges on it again.
     *
     * @return the functions and views that were put back, in the order of their names
     * @throws SchemaException if the schema does not have the release of this library; nothing was
     *     changed
     * @throws FailedException if the database cannot be reached or reports an error; nothing was
     *     changed
     * @throws UnknownOutcomeException as {@link #migrate()} does
     */
    public List<String> repair() {
        List<String> tried = new ArrayList<>();
        Optional<List<String>> repaired = SchemaTransaction.replacing(
                dataSource, (connection, forFlyway) -> repair(connection, forFlyway, tried));
        return repaired.orElseGet(() -> {
            List<String> again = again(() -> SchemaTransaction.replacing(
                    dataSource,
                    (connection, forFlyway) -> repair(connection, forFlyway, new ArrayList<>())));
            return again.isEmpty() ? List.copyOf(tried) : again;
        });
    }

    private static List<String> repair(
            Connection connection, DataSource forFlyway, List<String> names) throws SQLException {
        InstalledSchema installed = InstalledSchema.read(connection);
        if (installed.history() == InstalledSchema.Visibility.VISIBLE) {
            // the function that tells the release may be missing itself
            installed.refuseNewer();
            refusePending(forFlyway);
        } else {
            installed.refuseOther();
        }
        names.addAll(SchemaRepair.run(connection));
        if (!names.isEmpty()) {
            notifyPostgrest(connection);
        }
        return List.copyOf(names);
    }

    private static void refusePending(DataSource forFlyway) {
        try {
            if (flyway(forFlyway).info().pending().length > 0) {
                throw new SchemaException(
                        "The schema in the database is older than this library: run widgets"
                                + " migrate, or WidgetSchema.migrate(). Nothing was changed.",
                        null);
            }
        } catch (FlywayException e) {
            throw failure(e);
        }
    }

    /**
     * Checks that the schema is installed and has the release of this library or the next one. If
     * the user may read the history of migrations, also checks that the scripts of this library
     * made it. Changes nothing and takes no locks.
     *
     * @throws SchemaException if the schema does not fit; the message says what to do
     * @throws FailedException if the database cannot be reached
     */
    public void validate() {
        SchemaTransaction.reading(dataSource, (connection, forFlyway) -> {
            InstalledSchema installed = InstalledSchema.read(connection);
            if (installed.isNext()) {
                return installed;
            }
            installed.refuseOther();
            if (installed.history() == InstalledSchema.Visibility.VISIBLE) {
                refuseDifferent(forFlyway);
            }
            return installed;
        });
    }

    private static void refuseDifferent(DataSource forFlyway) {
        ValidateResult result;
        try {
            result = flyway(forFlyway).validateWithResult();
        } catch (FlywayException e) {
            throw failure(e);
        }
        if (!result.validationSuccessful) {
            throw new SchemaException(
                    "The schema in the database differs from the scripts of this library: "
                            + result.getAllErrorMessages().strip()
                            + " Run widgets migrate, or compare it with widgets migrate --print.",
                    null);
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

    /** PostgREST caches the schema until it is notified. */
    private static void notifyPostgrest(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("notify pgrst, 'reload schema'");
        }
    }

    private static Flyway flyway(DataSource dataSource) {
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
        // without the advice to change the history of Flyway
        String message = String.valueOf(e.getMessage()).replaceFirst("(?s)\\s+Either revert.*", "");
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException error) {
                return SqlFailure.administering(error);
            }
        }
        return new SchemaException("The schema could not be migrated: " + message.strip(), e);
    }
}
