package dev.widgets.site;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process of {@code widgets serve} on an embedded PostgreSQL that is removed afterwards. */
final class LiveService implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 300;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private final Process process;
    private final String url;
    private final String adminUrl;

    private LiveService(Path folder, Process process, int port, int adminPort) {
        this.folder = folder;
        this.process = process;
        url = "http://127.0.0.1:" + port;
        adminUrl = "http://127.0.0.1:" + adminPort;
    }

    /** Starts a service with the classes of this process. */
    static LiveService start() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("widgets-site");
        int port = freePort();
        int adminPort = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path", ""),
                "dev.widgets.cli.Main",
                "serve",
                "--data-dir=" + folder.resolve("data"),
                "--listen=127.0.0.1:" + port,
                "--admin-listen=127.0.0.1:" + adminPort);
        builder.environment().keySet().removeIf(LiveService::isSetting);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(log(folder).toFile())
                .start();
        LiveService service = new LiveService(folder, process, port, adminPort);
        try {
            service.await();
            return service;
        } catch (IOException | InterruptedException | RuntimeException e) {
            service.close();
            throw e;
        }
    }

    private static boolean isSetting(String variable) {
        return variable.startsWith("PG") || variable.startsWith("WIDGETS_");
    }

    private static Path log(Path folder) {
        return folder.resolve("log");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void await() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.readString(log(folder)).contains("Serving on")) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException(
                        "widgets serve did not start: " + Files.readString(log(folder)));
            }
            Thread.sleep(100);
        }
    }

    /** Returns the OpenAPI 3.1 document for callers who may use everything. */
    String openApi() throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url + "/openapi.json")));
    }

    /** Returns the metrics after a few requests, so that those of requests are among them. */
    String metrics() throws IOException, InterruptedException {
        String function = url + "/rpc/add_widget";
        for (String body :
                List.of("{\"serial_number\":\"W-1\",\"name\":\"pump\",\"ports\":[\"P\"]}", "{")) {
            send(HttpRequest.newBuilder(URI.create(function))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body)));
        }
        return send(HttpRequest.newBuilder(URI.create(adminUrl + "/metrics")));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        return response.body();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
