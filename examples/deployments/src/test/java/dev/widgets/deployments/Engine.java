package dev.widgets.deployments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A Docker engine as a process of the test, with a socket, a data folder and a bridge of its own.
 * It touches neither the engine of the machine nor its firewall, and ends with the test.
 */
final class Engine implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /**
     * The network of containers without a network of their own, such as those of Testcontainers.
     */
    private static final String BRIDGE = "wdg" + ProcessHandle.current().pid();

    private final Path folder;
    private final Path log;
    private final Process process;
    private final Thread hook = new Thread(this::stop, "engine");

    private Engine(Path folder, Path log, Process process) {
        this.folder = folder;
        this.log = log;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Skips the test, with a reason, where no engine can run. */
    static void assumePossible() {
        List<String> tools = List.of(
                "dockerd", "docker", "haproxy", "pgbouncer", "ip", "psql", "tar", "xz", "openssl");
        tools.forEach(Tool::assumeThere);
        Tool.assume("root".equals(System.getProperty("user.name")), "an engine needs root");
        Tool.assume(
                Tool.run(Tool.HERE, "docker", "compose", "version").exitCode() == 0,
                "docker has no compose plugin here");
    }

    static Engine start(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path log = folder.resolveSibling("dockerd.log");
        Tool.run(Tool.HERE, "ip", "link", "add", BRIDGE, "type", "bridge").succeeded();
        Tool.run(
                        Tool.HERE,
                        "ip",
                        "addr",
                        "add",
                        "10.98." + ProcessHandle.current().pid() % 256 + ".1/24",
                        "dev",
                        BRIDGE)
                .succeeded();
        Tool.run(Tool.HERE, "ip", "link", "set", BRIDGE, "up").succeeded();
        Process process = new ProcessBuilder(
                        Tool.find("dockerd").orElseThrow().toString(),
                        "--host=unix://" + folder.resolve("docker.sock"),
                        "--data-root=" + folder.resolve("data"),
                        "--exec-root=" + folder.resolve("exec"),
                        "--pidfile=" + folder.resolve("dockerd.pid"),
                        "--iptables=false",
                        "--ip6tables=false",
                        "--ip-masq=false",
                        "--ip-forward=false",
                        "--bridge=" + BRIDGE,
                        "--default-address-pool=base=10.99.0.0/16,size=24")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Engine engine = new Engine(folder, log, process);
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (engine.run(Tool.HERE, Map.of(), "docker", "version").exitCode() != 0) {
            if (!process.isAlive() || System.nanoTime() > end) {
                engine.close();
                throw new AssertionError("The engine does not start: " + Files.readString(log));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        return engine;
    }

    private static void removeBridge() {
        Tool.run(Tool.HERE, "ip", "link", "delete", BRIDGE);
    }

    /** The URL of its socket. */
    String host() {
        return "unix://" + folder.resolve("docker.sock");
    }

    /** Runs a client of this engine, with nothing of the user's own configuration. */
    Tool.Result run(Path where, Map<String, String> variables, String... command) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("DOCKER_HOST", host());
        all.put("DOCKER_CONTEXT", "");
        // an engine of Debian has no BuildKit in its client
        all.put("DOCKER_BUILDKIT", "0");
        return Tool.run(where, all, List.of(command));
    }

    /** The output of {@code docker ARGUMENTS}, which has to succeed. */
    String docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return run(Tool.HERE, Map.of(), command.toArray(new String[0]))
                .succeeded()
                .output()
                .strip();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
        removeBridge();
    }

    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(hook);
        Tool.run(folder.getParent(), "rm", "-rf", folder.toString());
    }
}
