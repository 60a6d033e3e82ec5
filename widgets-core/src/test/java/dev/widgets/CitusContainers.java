package dev.widgets;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A Citus cluster of three containers, which end with this JVM. */
final class CitusContainers {

    private static final int PORT = PostgreSQLContainer.POSTGRESQL_PORT;
    private static final List<String> NAMES = List.of("coordinator", "worker1", "worker2");

    private CitusContainers() {}

    @SuppressWarnings("resource") // removed with the JVM
    static CitusServer start(String image) throws SQLException {
        Network network = Network.newNetwork();
        List<CitusServer.Node> nodes = new ArrayList<>();
        for (String name : NAMES) {
            GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image))
                    .withNetwork(network)
                    .withNetworkAliases(name)
                    .withExposedPorts(PORT)
                    .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust")
                    .withEnv("POSTGRES_INITDB_ARGS", "--locale=C.UTF-8 --encoding=UTF8")
                    .withCommand("postgres", "-c", "max_connections=400", "-c", "fsync=off")
                    // the first time is that of the initialization
                    .waitingFor(Wait.forLogMessage(".*ready to accept connections.*", 2));
            container.start();
            Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
            nodes.add(new CitusServer.Node(
                    new TestServer(
                            container.getHost(), container.getMappedPort(PORT), "postgres", ""),
                    "'" + name + "', " + PORT));
        }
        return new CitusServer(nodes);
    }
}
