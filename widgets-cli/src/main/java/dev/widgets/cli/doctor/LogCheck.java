package dev.widgets.cli.doctor;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Checks that the write-ahead log has enough room for the load. */
final class LogCheck implements Check {

    private static final String AREA = "settings";
    private static final long MB = 1 << 20;
    private static final long LITTLE_LOG = 4096 * MB;

    /** Fewer checkpoints than this are not significant. */
    private static final long SOME = 10;

    /** Fewer than this say nothing about the log that is written between them. */
    private static final long FEW = 3;

    private static final String SIZES = """
            select pg_catalog.pg_size_bytes(pg_catalog.current_setting('max_wal_size')),
              pg_catalog.pg_size_bytes(pg_catalog.current_setting('min_wal_size')),
              w.wal_bytes::bigint
            from pg_catalog.pg_stat_wal w
            """;

    private static final String CHECKPOINTS_TO_16 = """
            select checkpoints_req, checkpoints_timed
            from pg_catalog.pg_stat_bgwriter
            """;

    private static final String CHECKPOINTS_FROM_17 = """
            select num_requested, num_timed
            from pg_catalog.pg_stat_checkpointer
            """;

    /**
     * The log of the server.
     *
     * @param most max_wal_size in bytes
     * @param least min_wal_size in bytes
     * @param written how many bytes were written since the statistics were reset
     * @param requested how many checkpoints were requested since then, for whatever reason
     * @param timed how many came in their turn
     */
    private record Log(long most, long least, long written, long requested, long timed) {

        /**
         * Returns how many checkpoints a full log has forced at most: it is full at half of its
         * size. The others were requested by stops of the server, backups and people.
         */
        long forced() {
            return Math.min(requested, 2 * written / most);
        }

        long writtenByCheckpoint() {
            return written / Math.max(1, requested + timed);
        }
    }

    @Override
    public List<Finding> examine(Server server) throws SQLException {
        Row sizes = server.row(SIZES);
        Row checkpoints = server.row(
                server.connection().getMetaData().getDatabaseMajorVersion() < 17
                        ? CHECKPOINTS_TO_16
                        : CHECKPOINTS_FROM_17);
        Log log = new Log(
                sizes.number(0),
                sizes.number(1),
                sizes.number(2),
                checkpoints.number(0),
                checkpoints.number(1));
        List<Finding> findings = new ArrayList<>();
        checkpoints(log, findings);
        if (server.setting("wal_init_zero").equals("on")) {
            segments(log, findings);
        }
        return findings;
    }

    private static void checkpoints(Log log, List<Finding> to) {
        if (log.forced() > Math.max(log.timed(), SOME)) {
            to.add(Finding.warning(
                    AREA,
                    "Most checkpoints are forced because the write-ahead log is full ("
                            + log.forced() + " of " + (log.requested() + log.timed())
                            + "): after each checkpoint, the first write to a page is slower.",
                    "Increase max_wal_size (now " + log.most() / MB + " MB) several times."));
        } else if (log.most() < LITTLE_LOG) {
            to.add(Finding.note(
                    AREA,
                    "max_wal_size is " + log.most() / MB
                            + " MB: under a steady load, checkpoints are frequent.",
                    "Set it to 4 GB or more if the disk has enough space."));
        }
    }

    /** A new segment is filled with zeros while all commits wait; a used one is not. */
    private static void segments(Log log, List<Finding> to) {
        if (log.requested() + log.timed() >= FEW && log.writtenByCheckpoint() > log.least()) {
            to.add(Finding.note(
                    AREA,
                    "About " + log.writtenByCheckpoint() / MB + " MB of log are written between"
                            + " checkpoints, but only " + log.least() / MB
                            + " MB (min_wal_size) are always kept for reuse. Each new segment is"
                            + " filled with zeros while commits wait.",
                    "Set wal_init_zero to off, or min_wal_size to half of max_wal_size, and"
                            + " reload."));
        }
    }
}
