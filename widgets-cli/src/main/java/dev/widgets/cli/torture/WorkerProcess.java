package dev.widgets.cli.torture;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A client process, whose events are added to the history. */
final class WorkerProcess {

    private static final long PATIENCE_SECONDS = 60;

    private final WorkerPlan plan;
    private final HistoryFile history;
    private final Process process;
    private final LastLines errors = new LastLines();
    private final Thread reader;
    private volatile boolean wanted = true;
    private volatile boolean begun;

    WorkerProcess(WorkerPlan plan, HistoryFile history, Process process) {
        this.plan = plan;
        this.history = history;
        this.process = process;
        errors.read(process.getErrorStream(), line -> {});
        reader = new LastLines().read(process.getInputStream(), this::take);
    }

    /** Starts the process, which reaches the database through a proxy. */
    static WorkerProcess start(WorkerPlan plan, HistoryFile history, String url)
            throws IOException {
        Process process =
                JavaCommand.of(Worker.class.getName(), plan.arguments(), url).start();
        return new WorkerProcess(plan, history, process);
    }

    private void take(String line) {
        history.add(line);
        begun = true;
    }

    /** Returns whether the process has begun a call. */
    boolean hasBegun() {
        return begun;
    }

    WorkerPlan plan() {
        return plan;
    }

    /** Returns the exit code and output, if the process exited unexpectedly. */
    Optional<String> complaint() {
        return wanted && !process.isAlive()
                ? Optional.of("A client process exited unexpectedly with exit code "
                        + process.exitValue() + ": " + errors)
                : Optional.empty();
    }

    /** Kills the process and records its end in the history. */
    void kill() throws InterruptedException {
        wanted = false;
        // not with Process.destroyForcibly(), which would discard unread data in the pipe
        process.toHandle().destroyForcibly();
        process.waitFor();
        reader.join();
        history.add(HistoryLine.gone(plan.process() + "." + plan.incarnation(), System.nanoTime()));
    }

    /** Tells the process to finish its calls and exit. */
    void tellToEnd() throws IOException {
        wanted = false;
        process.getOutputStream().close();
    }

    /** Waits until the process has exited, or kills it after a time limit. */
    void awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            kill();
            return;
        }
        reader.join();
        history.add(HistoryLine.gone(plan.process() + "." + plan.incarnation(), System.nanoTime()));
    }

    /** Kills the process. */
    void destroy() {
        wanted = false;
        process.destroyForcibly();
    }
}
