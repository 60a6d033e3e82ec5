package dev.widgets;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The Citus cluster that all tests of a JVM share: the one whose coordinator the environment
 * variable {@value #URL} names, or containers of the image that {@value #IMAGE} names. Without
 * either, the tests that need it are skipped.
 *
 * <p>The database of the URL has the extension and the nodes. Every test class gets a database of
 * its own on all nodes, which are reached under the same addresses as they reach each other.
 */
public final class CitusServer {

    static final String URL = "WIDGETS_CITUS_URL";
    static final String IMAGE = "WIDGETS_CITUS_IMAGE";

    private static final int SHARDS = 4;
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** The coordinator comes first. */
    private static final String NODES = """
            select n.nodename || ':' || n.nodeport
            from pg_catalog.pg_dist_node n
            where n.noderole = 'primary' and (n.groupid = 0 or n.shouldhaveshards)
            order by n.groupid
            """;

    /**
     * A node.
     *
     * @param server how the tests reach it
     * @param address the arguments by which the other nodes are told where it is
     */
    record Node(TestServer server, String address) {}

    private final List<Node> nodes;

    CitusServer(List<Node> nodes) {
        this.nodes = nodes;
    }

    /** Returns the cluster of this JVM, if there is one. */
    public static Optional<CitusServer> find() {
        return Started.SERVER;
    }

    private static CitusServer named(String url) throws SQLException {
        PGSimpleDataSource named = new PGSimpleDataSource();
        named.setUrl(url);
        List<Node> nodes = new ArrayList<>();
        try (Connection connection = named.getConnection()) {
            for (String address : Rows.of(connection, NODES)) {
                String host = address.substring(0, address.lastIndexOf(':'));
                int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
                nodes.add(node(host, port, named.getUser(), named.getPassword()));
            }
        }
        if (nodes.size() < 2) {
            throw new IllegalStateException(
                    URL + ": the database has no coordinator and worker in pg_dist_node: " + nodes);
        }
        return new CitusServer(nodes);
    }

    private static Node node(String host, int port, String user, String password) {
        return new Node(
                new TestServer(host, port, user, password == null ? "" : password),
                "'" + host + "', " + port);
    }

    /** Returns the coordinator. */
    public TestServer coordinator() {
        return nodes.get(0).server();
    }

    /** Returns the workers, in the order in which they were added. */
    public List<TestServer> workers() {
        return nodes.stream().skip(1).map(Node::server).toList();
    }

    /** Creates a database that the nodes share, with nothing in it, and returns its name. */
    public String create() throws SQLException {
        String name = "test_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        for (Node node : nodes) {
            node.server().execute("create database " + name + " template template0");
            execute(node, name, "create extension citus");
        }
        Node coordinator = nodes.get(0);
        execute(
                coordinator,
                name,
                "select citus_set_coordinator_host(" + coordinator.address() + ")");
        for (Node worker : nodes.subList(1, nodes.size())) {
            execute(coordinator, name, "select citus_add_node(" + worker.address() + ")");
        }
        return name;
    }

    /** Creates a database whose registry is distributed, with the roles, and returns its name. */
    public String createDistributed() throws SQLException {
        String name = create();
        TestServer server = coordinator();
        PGSimpleDataSource dataSource = server.dataSource(name, server.user(), server.password());
        WidgetSchema.over(dataSource).migrate();
        WidgetDistribution.over(dataSource).distribute(SHARDS);
        WidgetAdministration.over(dataSource).createRoles(RoleNames.DEFAULT);
        return name;
    }

    /** Drops a database on all nodes. */
    public void drop(String name) throws SQLException {
        for (Node node : nodes) {
            node.server().execute("drop database if exists " + name + " with (force)");
        }
    }

    private static void execute(Node node, String database, String sql) throws SQLException {
        TestServer server = node.server();
        try (Connection connection =
                server.dataSource(database, server.user(), server.password()).getConnection()) {
            connection.createStatement().execute(sql);
        }
    }

    private static final class Started {

        static final Optional<CitusServer> SERVER = start(System.out);

        private static Optional<CitusServer> start(PrintStream log) {
            String url = System.getenv(URL);
            String image = System.getenv(IMAGE);
            try {
                if (url != null) {
                    log.println("tests of Citus run on the cluster that " + URL + " names");
                    return Optional.of(named(url));
                }
                if (image != null && ContainerServer.isAvailable()) {
                    log.println("tests of Citus run on containers of " + image);
                    return Optional.of(CitusContainers.start(image));
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            log.println("tests of Citus are skipped: " + whyNot(image));
            return Optional.empty();
        }
    }

    /** Returns why there is no cluster. */
    static String whyNot(String image) {
        return image == null
                ? "neither " + URL + " nor " + IMAGE + " is set"
                : URL + " is not set, and no Docker engine answers";
    }
}
