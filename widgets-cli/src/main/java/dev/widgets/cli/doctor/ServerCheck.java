package dev.widgets.cli.doctor;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The server: its version, encoding, state, and the age of its transaction ids. */
final class ServerCheck implements Check {

    private static final String AREA = "server";
    private static final int OLDEST = 15;
    private static final int NEWEST = 18;

    /** The server stops writing at two thousand million; autovacuum acts at 200 million. */
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
                    "The database is encoded in " + state.text(2)
                            + ", which holds neither all characters nor their order.",
                    "Create a database with encoding UTF8 and move the registry there."));
        }
        if (state.is(3)) {
            findings.add(Finding.warning(
                    AREA,
                    "This is a standby: it answers, and every change is refused (25006).",
                    "Name all hosts in the URL, with targetServerType=primary."));
        } else if (server.setting("default_transaction_read_only").equals("on")) {
            findings.add(Finding.warning(
                    AREA,
                    "Transactions are read-only here: every change is refused (25006).",
                    "Set default_transaction_read_only = off."));
        }
        ids(state, findings);
        return findings;
    }

    private static void version(Row state, List<Finding> to) {
        String version = "PostgreSQL " + state.text(1);
        if (state.number(0) < OLDEST) {
            to.add(Finding.danger(
                    AREA, version + " is too old: 15 to 18 are tested.", "Upgrade the server."));
        } else if (state.number(0) > NEWEST) {
            to.add(Finding.note(
                    AREA,
                    version + " is newer than what this version was tested on, 15 to 18.",
                    "Look for a newer version of widgets."));
        } else {
            to.add(Finding.ok(AREA, version + ", encoded in " + state.text(2) + "."));
        }
    }

    private static void ids(Row state, List<Finding> to) {
        long age = state.number(4);
        if (age > OLD_IDS) {
            String reason = "The oldest transaction id is " + age / 1_000_000
                    + " million old, and at 2,000 million the server stops writing.";
            String remedy =
                    "Find what holds vacuum up (old transactions, slots, autovacuum off), then"
                            + " vacuum (freeze).";
            to.add(
                    age > VERY_OLD_IDS
                            ? Finding.danger(AREA, reason, remedy)
                            : Finding.warning(AREA, reason, remedy));
        }
    }
}
