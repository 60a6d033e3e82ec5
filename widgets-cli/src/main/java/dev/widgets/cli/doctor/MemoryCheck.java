package dev.widgets.cli.doctor;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Checks that shared memory is large enough for the registry. */
final class MemoryCheck implements Check {

    private static final String AREA = "settings";
    private static final long MB = 1 << 20;
    private static final long DEFAULT_BUFFERS = 128 * MB;

    private static final String SIZES = """
            select pg_catalog.pg_size_bytes(pg_catalog.current_setting('shared_buffers')),
              coalesce((
                select sum(pg_catalog.pg_total_relation_size(c.oid))
                from pg_catalog.pg_class c
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where n.nspname = 'widgets_store' and c.relkind = 'r'
              ), 0)
            """;

    @Override
    public List<Finding> examine(Server server) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        Row sizes = server.row(SIZES);
        long buffers = sizes.number(0);
        if (buffers <= DEFAULT_BUFFERS && sizes.number(1) > buffers) {
            findings.add(Finding.warning(
                    AREA,
                    "shared_buffers is " + buffers / MB + " MB, but the registry occupies "
                            + sizes.number(1) / MB + " MB.",
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
        return findings;
    }
}
