package dev.widgets.cli.registry;

import dev.widgets.cli.console.CommandException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cluster of Citus as its coordinator describes it.
 *
 * @param workers the number of active nodes that take shards
 * @param shards the number of shards of the table of widgets, 0 if it is not distributed
 * @param bytes the size of the table of widgets with its index
 * @param recoveryMillis how often the coordinator completes prepared transactions
 */
record CitusCluster(int workers, int shards, long bytes, long recoveryMillis) {

    private static final int LEAST_MAJOR = 13;
    private static final long MEGABYTE = 1_000_000;
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\..*");

    private static final String EXTENSION =
            "select extversion from pg_catalog.pg_extension where extname = 'citus'";

    private static final String COORDINATOR = """
            select n.nodename || ':' || n.nodeport
            from pg_catalog.pg_dist_node n
            where n.groupid = 0
            """;

    private static final String STATE = """
            select
              (select l.groupid from pg_catalog.pg_dist_local_group l),
              (
                select count(*)
                from pg_catalog.pg_dist_node n
                where n.noderole = 'primary' and n.isactive and n.shouldhaveshards),
              (
                select count(*)
                from pg_catalog.pg_dist_shard s
                join pg_catalog.pg_dist_partition p on p.logicalrelid = s.logicalrelid
                where s.logicalrelid = 'widgets_store.widgets'::regclass and p.partmethod = 'h'),
              (
                select s.setting::bigint
                from pg_catalog.pg_settings s
                where s.name = 'citus.recover_2pc_interval'),
              (
                select count(*)
                from pg_catalog.pg_dist_node n
                where n.noderole = 'primary' and not n.isactive)
            """;

    private static final String BYTES = """
            select coalesce(sum(s.bytes), 0)
            from widgets_admin.sizes() s
            """;

    /**
     * Reads the state of a cluster and checks that a table can be distributed there.
     *
     * @throws CommandException if that is impossible; the message says what to do
     */
    static CitusCluster read(Connection connection) throws SQLException {
        String version = text(connection, EXTENSION)
                .orElseThrow(() -> CommandException.failure(
                        "The extension citus is not installed in this database. Add citus to"
                                + " shared_preload_libraries on every node, restart, run create"
                                + " extension citus in this database on every node, and add the"
                                + " workers with citus_add_node. Nothing was changed."));
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < LEAST_MAJOR) {
            throw CommandException.failure("Citus " + version
                    + " is installed, but the registry needs version " + LEAST_MAJOR
                    + " or later. Update Citus on every node. Nothing was changed.");
        }
        try (PreparedStatement statement = connection.prepareStatement(STATE);
                ResultSet row = statement.executeQuery()) {
            row.next();
            Optional<String> coordinator = text(connection, COORDINATOR);
            if (row.getInt(1) != 0) {
                throw CommandException.failure("This server is a worker. Connect to the coordinator"
                        + coordinator.map(address -> ", " + address).orElse("")
                        + ". Nothing was changed.");
            }
            refuseNodes(row, coordinator);
            return new CitusCluster(
                    row.getInt(2),
                    row.getInt(3),
                    Long.parseLong(text(connection, BYTES).orElse("0")),
                    row.getLong(4));
        }
    }

    private static void refuseNodes(ResultSet row, Optional<String> coordinator)
            throws SQLException {
        if (coordinator.isEmpty()) {
            throw CommandException.failure("The workers do not know the address of the coordinator:"
                    + " run select citus_set_coordinator_host('HOST', PORT). Nothing was"
                    + " changed.");
        }
        if (row.getInt(5) > 0) {
            throw CommandException.failure(String.format(
                    Locale.ROOT,
                    "%d nodes of pg_dist_node are not active: run select citus_activate_node('HOST',"
                            + " PORT), or remove them. Nothing was changed.",
                    row.getInt(5)));
        }
        if (row.getInt(2) == 0) {
            throw CommandException.failure("The cluster has no node that takes shards: run select"
                    + " citus_add_node('HOST', PORT) for each worker. Nothing was changed.");
        }
    }

    static Optional<String> text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        }
    }

    /** Returns the size of the table, for people. */
    String megabytes() {
        return String.format(Locale.ROOT, "%,d MB", (bytes + MEGABYTE - 1) / MEGABYTE);
    }

    boolean isDistributed() {
        return shards > 0;
    }
}
