package dev.widgets;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

final class ContainerServer {

    private ContainerServer() {}

    static boolean isAvailable() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @SuppressWarnings("resource") // stopped with the JVM
    static TestServer start(int majorVersion) {
        PostgreSQLContainer container = new PostgreSQLContainer("postgres:" + majorVersion)
                .withEnv("POSTGRES_INITDB_ARGS", "--locale=C.UTF-8 --encoding=UTF8")
                .withCommand(
                        "postgres",
                        "-c",
                        "fsync=off",
                        "-c",
                        "max_connections=" + TestServer.MAX_CONNECTIONS,
                        "-c",
                        "log_min_messages=log");
        container.start();
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
        return new TestServer(
                container.getHost(),
                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                container.getUsername(),
                container.getPassword());
    }
}
