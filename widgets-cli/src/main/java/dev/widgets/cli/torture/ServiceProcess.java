package dev.widgets.cli.torture;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of {@code widgets serve} on a free port. */
final class ServiceProcess implements AutoCloseable {

    private static final Pattern GREETING = Pattern.compile("Serving on (http://\\S+:\\d+)\\..*");
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final LastLines errors = new LastLines();
    private final AtomicReference<String> url = new AtomicReference<>("");
    private final CountDownLatch settled = new CountDownLatch(1);

    private ServiceProcess(Process process) {
        this.process = process;
        errors.read(process.getErrorStream(), this::listen);
        CompletableFuture<Void> unused = process.onExit().thenRun(settled::countDown);
    }

    /** Starts the service and waits until it accepts requests. */
    static ServiceProcess start(TortureSite.Service site, CuttingProxy proxy)
            throws IOException, InterruptedException {
        List<String> arguments = List.of(
                "serve",
                "--listen=127.0.0.1:0",
                "--admin-listen=none",
                "--anonymous-role=" + site.anonymousRole(),
                "--stop-at-eof");
        ProcessBuilder builder =
                JavaCommand.of(site.program().getName(), arguments, site.login().through(proxy));
        ServiceProcess service = new ServiceProcess(
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
        if (!service.settled.await(PATIENCE_SECONDS, TimeUnit.SECONDS)
                || service.url().isEmpty()) {
            service.close();
            throw new IOException("widgets serve did not start: " + service.errors);
        }
        return service;
    }

    private void listen(String line) {
        Matcher matcher = GREETING.matcher(line);
        if (matcher.matches()) {
            url.set(matcher.group(1));
            settled.countDown();
        }
    }

    String url() {
        return Objects.requireNonNull(url.get());
    }

    /** Returns the exit code and output, if the process has exited. */
    Optional<String> complaint() {
        return process.isAlive()
                ? Optional.empty()
                : Optional.of("widgets serve exited unexpectedly with exit code "
                        + process.exitValue() + ": " + errors);
    }

    /** Lets the service finish accepted requests and exit. */
    void end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            close();
        }
    }

    /** Kills the process. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
