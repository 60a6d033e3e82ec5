package dev.widgets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** The partitions of the history, one for each day of UTC. */
final class HistoryDays {

    private static final int DAYS_AHEAD = 30;

    /** Operations wait behind a lock that is waited for, so it is not waited for long. */
    private static final String SHORT_WAIT = "set local lock_timeout = '1s'";

    private static final String DAYS = """
            select to_date(substr(c.relname, length('history_') + 1), 'YYYYMMDD')
            from pg_catalog.pg_inherits i
            join pg_catalog.pg_class c on c.oid = i.inhrelid
            where i.inhparent = 'widgets_store.history'::regclass
              and c.relname ~ '^history_[0-9]{8}$'
            """;

    private static final String TODAY = "select (now() at time zone 'utc')::date";

    /** The days of operations that may be in progress. */
    private static final String BUSY_DAYS = """
            select ((now() - interval '10 minutes') at time zone 'utc')::date
            union
            select ((now() + interval '10 minutes') at time zone 'utc')::date
            """;

    private static final String FIRST_KEPT =
            "select ((now() - ? * interval '1 second') at time zone 'utc')::date";

    private static final String DAYS_IN_DEFAULT = """
            select distinct (h.done_at at time zone 'utc')::date
            from widgets_store.history_default h
            """;

    private static final String LOCK_DEFAULT =
            "lock table widgets_store.history_default in access exclusive mode";

    @SuppressWarnings("InlineFormatString")
    private static final String CREATE = """
            create table widgets_store.history_%1$s (
              like widgets_store.history including defaults including comments);
            comment on table widgets_store.history_%1$s is 'Operations of a day of UTC';
            with moved as (
              delete from widgets_store.history_default h
              where h.done_at >= '%2$s 00:00+00' and h.done_at < '%3$s 00:00+00'
              returning h.*
            )
            insert into widgets_store.history_%1$s
            select m.*
            from moved m;
            alter table widgets_store.history attach partition widgets_store.history_%1$s
              for values from ('%2$s 00:00+00') to ('%3$s 00:00+00')
            """;

    @SuppressWarnings("InlineFormatString")
    private static final String INDEX_PEERS = """
            create index if not exists history_%1$s_peers
            on widgets_store.history_%1$s (peer_serial_number, done_at)
            where peer_serial_number is not null
            """;

    @SuppressWarnings("InlineFormatString")
    private static final String DROP = "drop table widgets_store.history_%s";

    private static final String DELETE_OLD = """
            delete from widgets_store.history_default h
            where h.done_at < ?::timestamp at time zone 'utc'
            """;

    private HistoryDays() {}

    /**
     * Makes the partitions for the rows that found none, and moves these rows. Leaves out the
     * current day while operations are recorded: one that has chosen the default partition, and
     * waits for its lock meanwhile, would fail.
     *
     * @param isOn whether those of the next days are made, too
     */
    static void makeAhead(Connection connection, boolean isOn) throws SQLException {
        execute(connection, SHORT_WAIT);
        LocalDate today = dates(connection, TODAY).first();
        SortedSet<LocalDate> existing = dates(connection, DAYS);
        SortedSet<LocalDate> missing = new TreeSet<>();
        for (int i = 0; isOn && i <= DAYS_AHEAD; i++) {
            missing.add(today.plusDays(i));
        }
        missing.addAll(dates(connection, DAYS_IN_DEFAULT));
        missing.removeAll(existing);
        if (HistoryScripts.isRecording(connection)) {
            missing.removeAll(dates(connection, BUSY_DAYS));
        }
        if (!missing.isEmpty()) {
            execute(connection, LOCK_DEFAULT);
        }
        for (LocalDate day : missing) {
            execute(
                    connection,
                    String.format(Locale.ROOT, CREATE, suffix(day), day, day.plusDays(1)));
        }
    }

    /** Adds an index on the peers to the partitions of past days, which are not written to. */
    static void indexPeers(Connection connection) throws SQLException {
        execute(connection, SHORT_WAIT);
        LocalDate today = dates(connection, TODAY).first();
        for (LocalDate day : dates(connection, DAYS).headSet(today)) {
            execute(connection, String.format(Locale.ROOT, INDEX_PEERS, suffix(day)));
        }
    }

    /** Drops the partitions of all days before one; returns how many there were. */
    static int drop(Connection connection, LocalDate firstKept) throws SQLException {
        execute(connection, SHORT_WAIT);
        SortedSet<LocalDate> old = dates(connection, DAYS).headSet(firstKept);
        try (PreparedStatement statement = connection.prepareStatement(DELETE_OLD)) {
            statement.setObject(1, firstKept);
            statement.execute();
        }
        // last, because it locks the whole table
        for (LocalDate day : old) {
            execute(connection, String.format(Locale.ROOT, DROP, suffix(day)));
        }
        return old.size();
    }

    /** Returns the first day that had not ended an age ago, by the clock of the server. */
    static LocalDate firstKept(Connection connection, Duration age) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIRST_KEPT)) {
            statement.setLong(1, age.toSeconds());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getObject(1, LocalDate.class);
            }
        }
    }

    private static String suffix(LocalDate day) {
        return day.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    private static SortedSet<LocalDate> dates(Connection connection, String query)
            throws SQLException {
        SortedSet<LocalDate> dates = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                dates.add(row.getObject(1, LocalDate.class));
            }
        }
        return dates;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
