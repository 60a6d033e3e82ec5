package dev.widgets.cli.doctor;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Checks that shared memory and write-ahead log are large enough for the load. */
final class MemoryCheck implements Check {

    private static final String AREA = "settings";
    private static final long MB = 1 << 20;
    private static final long DEFAULT_BUFFERS = 128 * MB;
    private static final long LITTLE_LOG = 4096 * MB;

    /** Fewer checkpoints than this are not significant. */
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
                    "shared_buffers is " + buffers / MB + " MB, but the registry occupies "
                            + sizes.number(2) / MB + " MB.",
                    "Set shared_buffers to a quarter of the memory and restart the server; see"
                            + " examples/postgresql.conf."));
        } else if (buffers <= DEFAULT_BUFFERS) {
            findings.add(Finding.note(
                    AREA,
                    "shared_buffers is " + buffers / MB
                            + " MB, the default of PostgreSQL. This is enough for the current"
                            + " registry, but not for millions of widgets.",
                    "See examples/postgresql.conf for the settings of a large registry."));
        }
        long log = sizes.number(1);
        Row checkpoints = server.row(
                server.connection().getMetaData().getDatabaseMajorVersion() < 17
                        ? CHECKPOINTS_TO_16
                        : CHECKPOINTS_FROM_17);
        if (checkpoints.number(0) > Math.max(checkpoints.number(1), SOME)) {
            findings.add(Finding.warning(
                    AREA,
                    "Most checkpoints are forced because the write-ahead log is full ("
                            + checkpoints.number(0)
                            + " of "
                            + (checkpoints.number(0) + checkpoints.number(1))
                            + "): after each checkpoint, the first write to a page is slower.",
                    "Increase max_wal_size (now " + log / MB + " MB) several times."));
        } else if (log < LITTLE_LOG) {
            findings.add(Finding.note(
                    AREA,
                    "max_wal_size is " + log / MB
                            + " MB: under a steady load, checkpoints are frequent.",
                    "Set it to 4 GB or more if the disk has enough space."));
        }
        return findings;
    }
}
