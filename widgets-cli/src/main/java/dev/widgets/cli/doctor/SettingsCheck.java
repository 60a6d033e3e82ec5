package dev.widgets.cli.doctor;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Checks the settings that durability and performance depend on. */
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
            findings.add(Finding.warning(
                    AREA,
                    "A setting is overridden for " + row.text(0) + ": " + row.text(1) + ".",
                    "Reset it with alter role or alter database, unless it is intended"
                            + " for applications other than widgets."));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(
                    AREA,
                    "Committed operations are durable: fsync, full_page_writes and"
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
                "fsync is off: an operating system crash can destroy the whole database.");
        danger(
                server,
                to,
                "full_page_writes",
                "off",
                "full_page_writes is off: an operating system crash can leave torn pages.");
        danger(
                server,
                to,
                "synchronous_commit",
                "off",
                "synchronous_commit is off: a crash loses operations that were reported as done.");
        for (String name : List.of("zero_damaged_pages", "ignore_checksum_failure")) {
            danger(server, to, name, "on", name + " is on: data corruption is silently ignored.");
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
            to.add(Finding.warning(
                    AREA,
                    "default_transaction_isolation is " + isolation
                            + ": concurrent operations fail with SQLSTATE 40001, without"
                            + " any benefit, because the functions take their own locks.",
                    "Set default_transaction_isolation = 'read committed' for the users"
                            + " of widgets."));
        }
        if (server.setting("idle_in_transaction_session_timeout").equals("0")) {
            to.add(Finding.note(
                    AREA,
                    "idle_in_transaction_session_timeout is 0: a client that hangs in a"
                            + " transaction holds its locks forever.",
                    "Set it to 60s."));
        }
        if (server.setting("data_checksums").equals("off")) {
            to.add(Finding.note(
                    AREA,
                    "Data checksums are off: disk corruption goes undetected.",
                    "Stop the server and run pg_checksums --enable."));
        }
    }

    private static void vacuum(Server server, List<Finding> to) throws SQLException {
        for (String name : List.of("autovacuum", "track_counts")) {
            if (server.setting(name).equals("off")) {
                to.add(Finding.danger(
                        AREA,
                        name
                                + " is off: dead row versions accumulate, and the server finally"
                                + " stops accepting writes when it runs out of transaction IDs.",
                        "Set " + name + " = on in postgresql.conf and reload."));
            }
        }
    }
}
