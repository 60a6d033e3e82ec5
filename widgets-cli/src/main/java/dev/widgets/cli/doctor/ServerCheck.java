package dev.widgets.cli.doctor;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Checks the version, encoding and state of the server, and the age of its transaction IDs. */
final class ServerCheck implements Check {

    private static final String AREA = "server";
    private static final int OLDEST = 15;
    private static final int NEWEST = 18;

    /** The server stops accepting writes at about 2 billion; autovacuum acts at 200 million. */
    private static final long OLD_IDS = 500_000_000;

    private static final long VERY_OLD_IDS = 1_500_000_000;

    private static final String STATE = """
            select pg_catalog.current_setting('server_version_num')::integer / 10000,
              pg_catalog.current_setting('server_version'),
              pg_catalog.pg_encoding_to_char(d.encoding),
              pg_catalog.pg_is_in_recovery(),
              greatest(pg_catalog.age(d.datfrozenxid), pg_catalog.mxid_age(d.datminmxid))
            from pg_catalog.pg_database d
            where d.datname = pg_catalog.current_database()
            """;

    @Override
    public List<Finding> examine(Server server) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        Row state = server.row(STATE);
        version(state, findings);
        if (!state.text(2).equals("UTF8")) {
            findings.add(Finding.danger(
                    AREA,
                    "The encoding of the database is " + state.text(2)
                            + ", which cannot store every character or sort by code point.",
                    "Create a database with encoding UTF8 and move the registry to it."));
        }
        if (state.is(3)) {
            findings.add(Finding.warning(
                    AREA,
                    "This server is a standby: queries work, but every change fails with"
                            + " SQLSTATE 25006.",
                    "List all hosts in the URL: the primary among them is used."));
        } else if (server.setting("default_transaction_read_only").equals("on")) {
            findings.add(Finding.warning(
                    AREA,
                    "Transactions are read-only by default: every change fails with SQLSTATE"
                            + " 25006.",
                    "Set default_transaction_read_only = off."));
        }
        ids(state, findings);
        return findings;
    }

    private static void version(Row state, List<Finding> to) {
        String version = "PostgreSQL " + state.text(1);
        if (state.number(0) < OLDEST) {
            to.add(Finding.danger(
                    AREA,
                    version + " is not supported: versions 15 to 18 are tested.",
                    "Upgrade the server."));
        } else if (state.number(0) > NEWEST) {
            to.add(Finding.note(
                    AREA,
                    version + " is newer than the versions that this release was tested with, 15"
                            + " to 18.",
                    "Check for a newer version of widgets."));
        } else {
            to.add(Finding.ok(AREA, version + ", encoding " + state.text(2) + "."));
        }
    }

    private static void ids(Row state, List<Finding> to) {
        long age = state.number(4);
        if (age > OLD_IDS) {
            String reason = "The oldest transaction ID has an age of " + age / 1_000_000
                    + " million; the server stops accepting writes at about 2,000 million.";
            String remedy = "Find out what blocks vacuum (old transactions, replication slots,"
                    + " autovacuum off), then run vacuum (freeze).";
            to.add(
                    age > VERY_OLD_IDS
                            ? Finding.danger(AREA, reason, remedy)
                            : Finding.warning(AREA, reason, remedy));
        }
    }
}
