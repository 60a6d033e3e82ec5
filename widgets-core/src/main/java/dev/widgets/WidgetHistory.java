package dev.widgets;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * The optional history of operations: who did what, and when. While it is on, the functions of the
 * registry insert a row for each operation, in the same transaction. While it is off, it costs
 * nothing.
 *
 * <p>A row holds the database role and the subject: that of the caller's token over HTTP, or what
 * the transaction has set, for example by {@code set local widgets.subject = 'alice'}. A session
 * cannot forge the role, but it can set any subject. Refused operations, renamings to the same name
 * and seeding are not recorded; of an import, only the associations between widgets that are not in
 * the same block are.
 *
 * <p>Rows stay until {@link #prune} removes them, and subjects may be personal data, so call it
 * every day. Nobody but the owner of the registry may read the rows, unless you grant
 * {@code select} on {@code widgets.history}; no other role can change them. All methods but
 * {@link #list} and {@link #isRecording} need the owner or a member of it.
 *
 * <p><b>Threads.</b> It may be used by any number of threads at once.
 */
public final class WidgetHistory {

    /** A service hears of it within a quarter of a second. */
    private static final long NOTICED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final String BEGIN_PERIOD =
            "insert into widgets_store.history_periods default values";

    private static final String END_PERIOD = """
            update widgets_store.history_periods
            set disabled_at = clock_timestamp()
            where disabled_at is null
            """;

    private static final String NOTIFY = "notify pgrst, 'reload schema'";

    private final DataSource dataSource;

    private WidgetHistory(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Returns the history of the registry in the database of a DataSource, in autocommit. */
    public static WidgetHistory over(DataSource dataSource) {
        return new WidgetHistory(dataSource);
    }

    /**
     * A recorded operation.
     *
     * @param doneAt the time of the operation, while it held the locks of its widgets: the
     *     operations on a widget are in this order
     * @param operation the name of the function in SQL, such as {@code associate_widgets}
     * @param serialNumber the widget, or the first of two
     * @param peerSerialNumber the second widget of an association
     * @param port the port type of an association
     * @param ports the ports of an added widget
     * @param name the name of an added widget, or the new name
     * @param oldName the name before a renaming
     * @param role the database role that performed it
     * @param subject the subject of the token, or what the session named as its subject
     */
    public record Entry(
            Instant doneAt,
            String operation,
            String serialNumber,
            Optional<String> peerSerialNumber,
            Optional<PortType> port,
            Optional<Ports> ports,
            Optional<String> name,
            Optional<String> oldName,
            String role,
            Optional<String> subject) {}

    /**
     * The result of enabling.
     *
     * @param changed whether the history was off, or the functions did not record it although it
     *     was on
     * @param olderSessions the process IDs, as in {@code pg_stat_activity}, of sessions with a
     *     transaction that began before and had not ended in time. Operations in these transactions
     *     may not be recorded
     */
    public record Enabling(boolean changed, List<Integer> olderSessions) {

        /** Copies the list. */
        public Enabling {
            olderSessions = List.copyOf(olderSessions);
        }
    }

    /**
     * Returns whether the functions in force record the history. Every user may ask; changes
     * nothing and takes no locks.
     *
     * @throws SQLException if the database cannot be asked
     */
    public static boolean isRecording(Connection connection) throws SQLException {
        return HistoryScripts.isRecording(connection);
    }

    /** Returns a script of functions, such as {@link WidgetSchema#print()}, that records it. */
    public static String recording(String script) {
        return ScriptForm.HISTORY.of(script);
    }

    /**
     * Returns whether the history was enabled and not disabled since.
     *
     * @throws FailedException if it could not be read
     */
    public boolean isOn() {
        try (Connection connection = dataSource.getConnection()) {
            return HistoryScripts.isOn(connection);
        } catch (SQLException e) {
            throw SqlFailure.administering(e);
        }
    }

    /**
     * Creates the partitions of the next 30 days, and turns the history on; the registry can be
     * used meanwhile. Then waits for transactions that began before. Every operation that begins
     * after this method has returned is recorded. It can be repeated.
     *
     * @param patience how long to wait for these transactions
     * @throws SchemaException if the schema does not have the release of this library
     * @throws FailedException if a privilege is missing, or a partition could not be made because
     *     of a lock; the history is as it was
     * @throws UnknownOutcomeException if the connection was lost meanwhile; repeat it then
     */
    public Enabling enable(Duration patience) {
        transaction().run(connection -> {
            InstalledSchema.refuseDistributed(connection, "the history");
            // before operations are recorded, which would fail meanwhile
            HistoryDays.makeAhead(connection, true);
        });
        if (!transaction().returning(WidgetHistory::turnOn)) {
            return new Enabling(false, List.of());
        }
        long begin = System.nanoTime();
        List<Integer> older;
        try {
            older = OlderTransactions.await(dataSource, patience);
        } catch (SQLException e) {
            throw new UnknownOutcomeException(
                    "The history is on, but it is unknown whether older transactions have ended.",
                    e);
        }
        LockSupport.parkNanos(NOTICED_NANOS - (System.nanoTime() - begin));
        return new Enabling(true, older);
    }

    private static boolean turnOn(Connection connection) throws SQLException {
        boolean wasOn = HistoryScripts.isOn(connection);
        if (wasOn && HistoryScripts.isRecording(connection)) {
            return false;
        }
        if (!wasOn) {
            execute(connection, BEGIN_PERIOD);
        }
        ScriptForm.HISTORY.replace(ScriptForm.PLAIN, connection);
        execute(connection, NOTIFY);
        return true;
    }

    /**
     * Turns the history off, in one transaction; the registry can be used meanwhile.
     *
     * @param drop whether to delete the rows; otherwise they can still be listed and pruned
     * @return whether it was on
     * @throws FailedException if a privilege is missing, or because of a lock; nothing was changed
     * @throws UnknownOutcomeException if the connection was lost meanwhile; repeat it then
     */
    public boolean disable(boolean drop) {
        return transaction().returning(connection -> {
            boolean wasOn = HistoryScripts.isOn(connection);
            if (wasOn || HistoryScripts.isRecording(connection)) {
                execute(connection, END_PERIOD);
                ScriptForm.PLAIN.replace(ScriptForm.HISTORY, connection);
                execute(connection, NOTIFY);
            }
            if (drop) {
                HistoryDays.drop(connection, LocalDate.EPOCH.plusYears(1_000));
            }
            return wasOn;
        });
    }

    /**
     * Deletes the rows of all days (in UTC) that ended longer ago than an age, by dropping their
     * partitions. Also creates the partitions of the next 30 days if the history is on, moves rows
     * from the default partition into partitions of their days, and adds an index on the peers to
     * the partitions of past days. Call it every day. Operations of days without a partition go to
     * the default one.
     *
     * @return the number of days whose partitions were dropped
     * @throws IllegalArgumentException if the age is negative
     * @throws FailedException if a privilege is missing, or because of a lock; what was done before
     *     stays done
     * @throws UnknownOutcomeException if the connection was lost meanwhile; repeat it then
     */
    public int prune(Duration olderThan) {
        if (olderThan.isNegative()) {
            throw new IllegalArgumentException(
                    "The age must not be negative, unlike " + olderThan + ".");
        }
        int dropped = transaction()
                .returning(connection ->
                        HistoryDays.drop(connection, HistoryDays.firstKept(connection, olderThan)));
        transaction()
                .run(connection ->
                        HistoryDays.makeAhead(connection, HistoryScripts.isOn(connection)));
        transaction().run(HistoryDays::indexPeers);
        return dropped;
    }

    /**
     * Returns the latest operations on a widget, the latest first. The user needs the privilege to
     * read the view {@code widgets.history}, which only the owner has unless it is granted.
     *
     * @param serialNumber the widget, also as the second one of an association; it need not exist
     * @param limit the maximum number of operations
     * @throws InvalidInputException if the serial number holds a character that no widget has
     * @throws IllegalArgumentException if the limit is not positive
     * @throws FailedException if it could not be read
     */
    public List<Entry> list(String serialNumber, int limit) {
        Unicode.check("serial_number", serialNumber);
        if (limit < 1) {
            throw new IllegalArgumentException("The limit must be positive, unlike " + limit + ".");
        }
        try (Connection connection = dataSource.getConnection()) {
            return HistoryReads.list(connection, serialNumber, limit);
        } catch (SQLException e) {
            throw SqlFailure.reading(e);
        }
    }

    private HistoryTransaction transaction() {
        return new HistoryTransaction(dataSource);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
