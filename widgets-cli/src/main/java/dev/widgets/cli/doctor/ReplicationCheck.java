package dev.widgets.cli.doctor;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Finds replication slots that fill the disk, and commits that wait for an absent standby. */
final class ReplicationCheck implements Check {

    private static final String AREA = "replication";

    private static final String SLOTS = """
            select s.slot_name, s.active, coalesce(s.wal_status, ''),
              coalesce(case when not pg_catalog.pg_is_in_recovery()
                then pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), s.restart_lsn) end, 0) / 1048576
            from pg_catalog.pg_replication_slots s
            order by 1
            """;

    private static final String STANDBYS = """
            select count(*) filter (where sync_state in ('sync', 'quorum')), count(*)
            from pg_catalog.pg_stat_replication
            """;

    private static final long MUCH_MB = 1024;

    @Override
    public List<Finding> examine(Server server) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (Row slot : server.rows(SLOTS)) {
            if (slot.text(2).equals("lost")) {
                findings.add(Finding.warning(
                        AREA,
                        "The replication slot " + slot.text(0)
                                + " has lost required log files: its standby cannot catch up.",
                        "Rebuild the standby and drop the slot."));
            } else if (!slot.is(1)) {
                String reason = "The replication slot " + slot.text(0)
                        + " is inactive and retains " + slot.number(3)
                        + " MB of the write-ahead log, which grows until the disk is full.";
                String remedy = "Start its consumer, or drop it with pg_drop_replication_slot;"
                        + " also set max_slot_wal_keep_size.";
                findings.add(
                        slot.number(3) > MUCH_MB
                                ? Finding.danger(AREA, reason, remedy)
                                : Finding.warning(AREA, reason, remedy));
            }
        }
        standbys(server, findings);
        return findings;
    }

    private static void standbys(Server server, List<Finding> to) throws SQLException {
        if (server.setting("synchronous_standby_names").isEmpty()) {
            return;
        }
        Row standbys = server.row(STANDBYS);
        if (standbys.number(1) == 0) {
            to.add(Finding.danger(
                    AREA,
                    "synchronous_standby_names is set, but no standby is connected: every commit"
                            + " waits.",
                    "Start the standby, or remove its name from the setting and reload."));
        } else {
            String level = server.setting("synchronous_commit");
            boolean waits = level.equals("on") || level.equals("remote_apply");
            to.add(
                    waits
                            ? Finding.ok(AREA, "Commits wait for a standby.")
                            : Finding.note(
                                    AREA,
                                    "synchronous_commit is " + level
                                            + ": a failover may lose operations that were"
                                            + " reported as done.",
                                    "Set synchronous_commit = on."));
        }
    }
}
