package dev.widgets.cli.doctor;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Settings that what is kept, or the speed, depends on. */
final class SettingsCheck implements Check {

    private static final String AREA = "settings";

    private static final String OVERRIDES = """
            select coalesce(r.rolname, 'the database'), s.setting
            from pg_catalog.pg_db_role_setting d
            left join pg_catalog.pg_roles r on r.oid = d.setrole
            cross join lateral unnest(d.setconfig) s (setting)
            where d.setdatabase in (
                0,
                (select b.oid from pg_catalog.pg_database b where b.datname = pg_catalog.current_database()))
              and s.setting ~* '^(synchronous_commit=(off|local|no|false|0)|default_transaction_isolation=|default_transaction_read_only=(on|true|1|yes))'
            order by 1, 2
            """;

    @Override
    public List<Finding> examine(Server server) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        durability(server, findings);
        for (Row row : server.rows(OVERRIDES)) {
            findings.add(
                    Finding.warning(
                            AREA,
                            "For " + row.text(0) + " there is a setting of its own: " + row.text(1)
                                    + ".",
                            "alter role or alter database ... reset, unless it is meant for others than widgets."));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(
                    AREA,
                    "What was answered is on the disk: fsync, full_page_writes and"
                            + " synchronous_commit are on."));
        }
        transactions(server, findings);
        vacuum(server, findings);
        return findings;
    }

    private static void durability(Server server, List<Finding> to) throws SQLException {
        danger(
                server,
                to,
                "fsync",
                "off",
                "fsync is off: a crash of the machine can destroy the whole database.");
        danger(
                server,
                to,
                "full_page_writes",
                "off",
                "full_page_writes is off: a crash of the machine can leave pages torn.");
        danger(
                server,
                to,
                "synchronous_commit",
                "off",
                "synchronous_commit is off: a crash loses operations that were reported done.");
        for (String name : List.of("zero_damaged_pages", "ignore_checksum_failure")) {
            danger(server, to, name, "on", name + " is on: damage is passed over in silence.");
        }
    }

    private static void danger(
            Server server, List<Finding> to, String name, String bad, String reason)
            throws SQLException {
        if (server.setting(name).equals(bad)) {
            to.add(Finding.danger(
                    AREA,
                    reason,
                    "Set " + name + " = " + (bad.equals("off") ? "on" : "off")
                            + " in postgresql.conf and reload."));
        }
    }

    private static void transactions(Server server, List<Finding> to) throws SQLException {
        String isolation = server.setting("default_transaction_isolation");
        if (!isolation.equals("read committed")) {
            to.add(
                    Finding.warning(
                            AREA,
                            "default_transaction_isolation is " + isolation
                                    + ": operations that meet fail with 40001, to no use; the functions take their"
                                    + " own locks.",
                            "Set default_transaction_isolation = 'read committed' for the users of widgets."));
        }
        if (server.setting("idle_in_transaction_session_timeout").equals("0")) {
            to.add(Finding.note(
                    AREA,
                    "idle_in_transaction_session_timeout is 0: a client that hangs in a transaction keeps"
                            + " its locks for ever.",
                    "Set it to 60s."));
        }
        if (server.setting("data_checksums").equals("off")) {
            to.add(Finding.note(
                    AREA,
                    "There are no data checksums: damage by a disk goes unnoticed until it is read.",
                    "Stop the server and run pg_checksums --enable."));
        }
    }

    private static void vacuum(Server server, List<Finding> to) throws SQLException {
        for (String name : List.of("autovacuum", "track_counts")) {
            if (server.setting(name).equals("off")) {
                to.add(Finding.danger(
                        AREA,
                        name
                                + " is off: dead versions pile up, and in the end the server refuses to"
                                + " write, when its transaction ids run out.",
                        "Set " + name + " = on in postgresql.conf and reload."));
            }
        }
    }
}
