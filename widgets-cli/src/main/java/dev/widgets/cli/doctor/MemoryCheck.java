package dev.widgets.cli.doctor;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether the server has been given the memory and the log for its load. */
final class MemoryCheck implements Check {

    private static final String AREA = "settings";
    private static final long MB = 1 << 20;
    private static final long DEFAULT_BUFFERS = 128 * MB;
    private static final long LITTLE_LOG = 4096 * MB;

    /** Fewer checkpoints than this tell nothing. */
    private static final long SOME = 10;

    private static final String SIZES = """
            select pg_catalog.pg_size_bytes(pg_catalog.current_setting('shared_buffers')),
              pg_catalog.pg_size_bytes(pg_catalog.current_setting('max_wal_size')),
              coalesce((
                select sum(pg_catalog.pg_total_relation_size(c.oid))
                from pg_catalog.pg_class c
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where n.nspname = 'widgets_store' and c.relkind = 'r'
              ), 0)
            """;

    private static final String CHECKPOINTS_TO_16 = """
            select checkpoints_req, checkpoints_timed
            from pg_catalog.pg_stat_bgwriter
            """;

    private static final String CHECKPOINTS_FROM_17 = """
            select num_requested, num_timed
            from pg_catalog.pg_stat_checkpointer
            """;

    @Override
    public List<Finding> examine(Server server) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        Row sizes = server.row(SIZES);
        long buffers = sizes.number(0);
        if (buffers <= DEFAULT_BUFFERS && sizes.number(2) > buffers) {
            findings.add(Finding.warning(
                    AREA,
                    "shared_buffers is " + buffers / MB + " MB, and the registry takes "
                            + sizes.number(2) / MB + " MB.",
                    "Set shared_buffers to a quarter of the memory and restart; see"
                            + " examples/postgresql.conf."));
        } else if (buffers <= DEFAULT_BUFFERS) {
            findings.add(Finding.note(
                    AREA,
                    "shared_buffers is " + buffers / MB
                            + " MB, as PostgreSQL comes. It is enough for"
                            + " this registry, not for millions of widgets.",
                    "See examples/postgresql.conf for the settings of a large one."));
        }
        long log = sizes.number(1);
        Row checkpoints = server.row(
                server.connection().getMetaData().getDatabaseMajorVersion() < 17
                        ? CHECKPOINTS_TO_16
                        : CHECKPOINTS_FROM_17);
        if (checkpoints.number(0) > Math.max(checkpoints.number(1), SOME)) {
            findings.add(Finding.warning(
                    AREA,
                    "Most checkpoints come because the log is full (" + checkpoints.number(0)
                            + " of "
                            + (checkpoints.number(0) + checkpoints.number(1))
                            + "): each makes the next writes of all pages slower.",
                    "Set max_wal_size, now " + log / MB + " MB, to several times as much."));
        } else if (log < LITTLE_LOG) {
            findings.add(Finding.note(
                    AREA,
                    "max_wal_size is " + log / MB
                            + " MB: under a steady load checkpoints come often.",
                    "Set it to 4 GB or more where the disk has the room."));
        }
        return findings;
    }
}
