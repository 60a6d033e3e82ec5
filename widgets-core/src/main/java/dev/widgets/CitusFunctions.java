package dev.widgets;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The form of the functions for a table that Citus distributes, which {@code widgets distribute}
 * puts in force. Elsewhere its statements are comments, which cost nothing.
 *
 * <p><b>Threads.</b> It may be used by any number of threads at once.
 */
public final class CitusFunctions {

    /** The catalogue shows it to everybody, also to a service without privileges. */
    private static final String ARE_IN_FORCE = """
            select exists (
              select 1
              from pg_catalog.pg_proc p
              join pg_catalog.pg_namespace n on n.oid = p.pronamespace
              where n.nspname = 'widgets_admin'
                and p.proname = 'apply'
                and p.prosrc ~ '\\n *from widgets_store\\.lock_free')
            """;

    private final DataSource dataSource;

    private CitusFunctions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Returns the functions in the database of a DataSource, in autocommit. */
    static CitusFunctions over(DataSource dataSource) {
        return new CitusFunctions(dataSource);
    }

    /** Returns a script of functions, such as {@link WidgetSchema#print()}, in this form. */
    public static String adapted(String script) {
        return ScriptForm.CITUS.of(script);
    }

    /**
     * Returns whether the functions are in this form. Every user may ask; changes nothing and takes
     * no locks.
     *
     * @throws SQLException if the database cannot be asked
     */
    public static boolean areInForce(Connection connection) throws SQLException {
        return HistoryScripts.isTrue(connection, ARE_IN_FORCE);
    }

    /**
     * Puts the functions in force in this form, in which they also work on a table that is not
     * distributed yet. Then waits for transactions that may still run the plain ones: these would
     * crash the coordinator if the table were distributed meanwhile.
     *
     * @param patience how long to wait for these transactions
     * @return the process IDs of those that have not ended in time; do not distribute the table
     * @throws FailedException if the database reports an error; nothing was changed
     * @throws UnknownOutcomeException if the connection was lost; repeat it
     */
    List<Integer> prepare(Duration patience) {
        put((connection, forFlyway) -> ScriptForm.CITUS);
        try {
            return OlderTransactions.await(dataSource, patience);
        } catch (SQLException e) {
            throw SqlFailure.administering(e);
        }
    }

    /**
     * Puts the functions in force in the form that the table needs now.
     *
     * @throws FailedException if the database reports an error; nothing was changed
     * @throws UnknownOutcomeException if the connection was lost; repeat it
     */
    void adapt() {
        put((connection, forFlyway) -> ScriptForm.belonging(connection));
    }

    private void put(SchemaTransaction.Work<ScriptForm> choice) {
        Optional<ScriptForm> done =
                SchemaTransaction.changing(dataSource, (connection, forFlyway) -> {
                    ScriptForm form = choice.run(connection, forFlyway);
                    form.replace(
                            form == ScriptForm.CITUS ? ScriptForm.PLAIN : ScriptForm.CITUS,
                            connection);
                    return form;
                });
        if (done.isEmpty()) {
            throw unknown();
        }
    }

    private static UnknownOutcomeException unknown() {
        SQLException lost = new SQLException("the connection was lost during the commit");
        return new UnknownOutcomeException(
                "It is unknown whether the functions were replaced, because the connection was"
                        + " lost: repeat it, which does no harm.",
                lost);
    }
}
