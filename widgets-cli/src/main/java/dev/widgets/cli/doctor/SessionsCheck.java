package dev.widgets.cli.doctor;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Finds a shortage of connections, and transactions that stay open. */
final class SessionsCheck implements Check {

    private static final String AREA = "sessions";
    private static final int MANY_PERCENT = 80;

    /** The type of the processes of others may be hidden; those of the server have no user. */
    private static final String CONNECTIONS = """
            select count(*), pg_catalog.current_setting('max_connections')
            from pg_catalog.pg_stat_activity
            where backend_type = 'client backend'
              or (backend_type is null and usesysid is not null and datid is not null)
            """;

    private static final String MAY_SEE_ALL = """
            select pg_catalog.pg_has_role('pg_read_all_stats', 'usage')
            """;

    private static final String OLD = """
            select a.pid, a.usename, coalesce(a.state, ''),
              extract(epoch from pg_catalog.clock_timestamp() - a.xact_start)::bigint as age
            from pg_catalog.pg_stat_activity a
            where a.pid <> pg_catalog.pg_backend_pid()
              and a.backend_type = 'client backend'
              and a.xact_start < pg_catalog.clock_timestamp() - pg_catalog.make_interval(secs => ?)
            order by a.xact_start
            """;

    private static final String PREPARED = """
            select gid, extract(epoch from pg_catalog.clock_timestamp() - prepared)::bigint
            from pg_catalog.pg_prepared_xacts
            where prepared < pg_catalog.clock_timestamp() - pg_catalog.make_interval(secs => ?)
            order by prepared
            """;

    private final int limitSeconds;

    SessionsCheck(int limitSeconds) {
        this.limitSeconds = limitSeconds;
    }

    @Override
    public List<Finding> examine(Server server) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        connections(server, findings);
        if (!server.row(MAY_SEE_ALL).is(0)) {
            findings.add(Finding.note(
                    AREA,
                    "The current user may not see the activity of other users: their old"
                            + " transactions are not reported.",
                    "Grant pg_monitor to this user, or run widgets doctor as a superuser."));
        }
        for (Row row : server.rows(OLD, limitSeconds)) {
            findings.add(Finding.warning(
                    AREA,
                    "Process " + row.text(0) + " of " + row.text(1)
                            + " has had an open transaction for "
                            + time(row.number(3)) + " (" + row.text(2)
                            + "): it holds its locks and blocks vacuum.",
                    "Look it up in pg_stat_activity; pg_terminate_backend(" + row.text(0)
                            + ") ends it."));
        }
        for (Row row : server.rows(PREPARED, limitSeconds)) {
            findings.add(Finding.warning(
                    AREA,
                    "The prepared transaction " + row.text(0) + " is " + time(row.number(1))
                            + " old: it holds its locks, even across restarts.",
                    "End it with commit prepared or rollback prepared."));
        }
        return findings;
    }

    private static void connections(Server server, List<Finding> to) throws SQLException {
        Row row = server.row(CONNECTIONS);
        String use = row.text(0) + " of " + row.text(1) + " connections are in use";
        to.add(
                row.number(0) * 100 > row.number(1) * MANY_PERCENT
                        ? Finding.warning(
                                AREA,
                                use + ": new connections will soon be rejected.",
                                "Make the connection pools smaller: their sizes must add up to"
                                        + " less than max_connections, and twice the number of"
                                        + " server cores is enough.")
                        : Finding.ok(AREA, use + "."));
    }

    private static String time(long seconds) {
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
    }
}
