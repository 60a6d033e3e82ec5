package dev.widgets.cli.doctor;

import dev.widgets.InstalledSchema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Checks the nodes of a cluster of Citus, if it distributes the registry. */
final class CitusCheck implements Check {

    private static final String AREA = "citus";
    private static final long LONGEST_RECOVERY_MILLIS = 1_000;

    private static final String COORDINATOR = """
            select l.groupid = 0,
              (select s.setting from pg_catalog.pg_settings s where s.name = 'citus.recover_2pc_interval')
            from pg_catalog.pg_dist_local_group l
            """;

    /** The state of a node in one text, because each node returns one value. */
    private static final String NODES = """
            select n.nodename || ':' || n.nodeport, n.groupid = 0, r.success,
              split_part(r.result, '|', 1), split_part(r.result, '|', 2),
              split_part(r.result, '|', 3), split_part(r.result, '|', 4), r.result
            from pg_catalog.run_command_on_all_nodes($node$
              select concat_ws('|',
                (select e.extversion from pg_catalog.pg_extension e where e.extname = 'citus'),
                (
                  select pg_catalog.md5(string_agg(p.oid::regprocedure || ' ' || p.prosrc, ' '
                    order by p.oid::regprocedure::text collate "C"))
                  from pg_catalog.pg_proc p
                  where p.pronamespace::regnamespace::text in ('widgets', 'widgets_admin', 'widgets_store')),
                (
                  select count(*)
                  from pg_catalog.pg_proc p
                  where p.pronamespace::regnamespace::text in ('widgets', 'widgets_admin', 'widgets_store')
                    and pg_catalog.has_function_privilege('public', p.oid, 'execute')),
                (
                  select count(*)
                  from pg_catalog.pg_prepared_xacts x
                  where x.database = pg_catalog.current_database()
                    and x.prepared < pg_catalog.now() - interval '1 minute'))
            $node$) r
            join pg_catalog.pg_dist_node n on n.nodeid = r.nodeid
            order by 1
            """;

    private static final String BALANCE = """
            select n.nodename || ':' || n.nodeport, count(p.shardid)
            from pg_catalog.pg_dist_node n
            left join (
              pg_catalog.pg_dist_placement p
              join pg_catalog.pg_dist_shard s
                on s.shardid = p.shardid and s.logicalrelid = 'widgets_store.widgets'::regclass
            ) on p.groupid = n.groupid
            where n.noderole = 'primary' and n.isactive and n.shouldhaveshards
            group by 1
            order by 2 desc, 1
            """;

    @Override
    public List<Finding> examine(Server server) throws SQLException {
        if (!InstalledSchema.isDistributed(server.connection())) {
            return List.of();
        }
        Row here = server.row(COORDINATOR);
        if (!here.is(0)) {
            return List.of(Finding.note(
                    AREA,
                    "This server is a worker of a Citus cluster.",
                    "Run widgets doctor on the coordinator, too."));
        }
        List<Finding> findings = new ArrayList<>();
        nodes(server.rows(NODES), findings);
        balance(server.rows(BALANCE), findings);
        long interval = here.number(1);
        if (interval < 0 || interval > LONGEST_RECOVERY_MILLIS) {
            findings.add(Finding.warning(
                    AREA,
                    "citus.recover_2pc_interval is " + interval + " ms: after the crash of a node,"
                            + " readers may see one end of an association for that long.",
                    "alter system set citus.recover_2pc_interval = '1s'; select"
                            + " pg_reload_conf();"));
        }
        if (findings.isEmpty()) {
            findings.add(
                    Finding.ok(AREA, "All nodes answer, and have the same functions and grants."));
        }
        return findings;
    }

    private static void nodes(List<Row> nodes, List<Finding> to) {
        Row coordinator =
                nodes.stream().filter(node -> node.is(1)).findFirst().orElse(nodes.get(0));
        for (Row node : nodes) {
            String name = "The node " + node.text(0);
            if (!node.is(2)) {
                to.add(Finding.danger(
                        AREA,
                        name + " does not answer: " + node.text(7) + ".",
                        "Start it. Until then, operations on its widgets fail."));
                continue;
            }
            if (!node.text(3).equals(coordinator.text(3))) {
                to.add(Finding.warning(
                        AREA,
                        name + " has Citus " + node.text(3) + ", the coordinator has "
                                + coordinator.text(3) + ".",
                        "Update Citus there, and run alter extension citus update."));
            }
            if (!node.text(4).equals(coordinator.text(4))) {
                to.add(Finding.danger(
                        AREA,
                        name + " has other functions than the coordinator.",
                        "Run widgets migrate --repair on the coordinator, then widgets roles."));
            } else if (node.number(5) > 0) {
                to.add(Finding.danger(
                        AREA,
                        "Everybody may execute " + node.number(5) + " functions on the node "
                                + node.text(0) + ".",
                        "Run widgets roles on the coordinator."));
            }
            if (node.number(6) > 0) {
                to.add(Finding.warning(
                        AREA,
                        name + " has " + node.number(6) + " prepared transactions that are older"
                                + " than a minute and hold locks.",
                        "Run select recover_prepared_transactions() on the coordinator."));
            }
        }
    }

    private static void balance(List<Row> nodes, List<Finding> to) {
        Row most = nodes.get(0);
        Row least = nodes.get(nodes.size() - 1);
        if (most.number(1) > least.number(1) + 1) {
            to.add(Finding.note(
                    AREA,
                    "The node " + most.text(0) + " has " + most.number(1) + " shards, the node "
                            + least.text(0) + " has " + least.number(1) + ".",
                    "Run select citus_rebalance_start() on the coordinator."));
        }
    }
}
