package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.widgets.FreePort;
import dev.widgets.cli.fixture.CommandDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten graceful stops behind a load balancer that checks once a second. */
class ServeStopTest {

    private static final int STOPS = 5;
    private static final Duration BETWEEN_STOPS = Duration.ofMillis(400);

    @TempDir
    Path folder;

    private final CommandDatabase database = Served.prepared();
    private final List<Served> services = new ArrayList<>();

    @AfterEach
    void close() {
        services.forEach(Served::close);
    }

    @Test
    void no_stop_loses_a_request_whether_there_are_few_connections_or_many() throws Exception {
        assumeTrue(ServeProxyTest.hasProxy(), "haproxy");
        for (int i = 0; i < 2 * STOPS + 2; i++) {
            services.add(Served.on(database, "--pool-size", "3", "--lanes", "1"));
        }
        int port = FreePort.find();
        Process proxy = proxy(port);
        try {
            assertThat(lostByStops(port, 4)).as("lost with 4 connections").isEmpty();
            assertThat(lostByStops(port, 32)).as("lost with 32 connections").isEmpty();
        } finally {
            proxy.destroy();
            proxy.onExit().join();
        }
    }

    /** What had to be sent again while services were stopped one after the other. */
    private List<String> lostByStops(int port, int connections) {
        try (KeyedLoad load = new KeyedLoad("http://127.0.0.1:" + port, connections)) {
            load.await(100);
            load.takeRepeated();
            List<CompletableFuture<Boolean>> stops = IntStream.range(0, STOPS)
                    .mapToObj(i -> {
                        LockSupport.parkNanos(BETWEEN_STOPS.toNanos());
                        return CompletableFuture.supplyAsync(this::stopOne);
                    })
                    .toList();
            assertThat(stops).allMatch(CompletableFuture::join);
            load.await(100);
            load.end();
            assertThat(load.wrong()).isEmpty();
            return load.takeRepeated();
        }
    }

    private boolean stopOne() {
        Served service;
        synchronized (services) {
            service = services.remove(0);
        }
        boolean isComplete = service.service().drain();
        service.close();
        return isComplete;
    }

    private Process proxy(int port) throws IOException {
        String servers = services.stream()
                .map(served -> "  server s%d 127.0.0.1:%1$d check port %d inter 1s fall 2 rise 1"
                        .formatted(
                                URI.create(served.url()).getPort(),
                                URI.create(served.service().adminUrl().orElseThrow())
                                        .getPort()))
                .collect(Collectors.joining("\n"));
        Path config =
                Files.writeString(folder.resolve("haproxy.cfg"), """
                defaults
                  mode http
                  timeout connect 2s
                  timeout client 30s
                  timeout server 30s
                  option redispatch
                frontend all
                  bind 127.0.0.1:%d
                  default_backend widgets
                backend widgets
                  balance leastconn
                  option httpchk GET /ready
                %s
                """.formatted(port, servers));
        return new ProcessBuilder("haproxy", "-db", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("haproxy.log").toFile())
                .start();
    }
}
