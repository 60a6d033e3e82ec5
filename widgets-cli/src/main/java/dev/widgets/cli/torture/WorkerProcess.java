package dev.widgets.cli.torture;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process of clients, whose events go into the history. */
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

    /** Starts it on a database that is reached through a proxy. */
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

    /** Whether a call was begun. */
    boolean hasBegun() {
        return begun;
    }

    WorkerPlan plan() {
        return plan;
    }

    /** What it has said, if it has ended although nobody wanted it to. */
    Optional<String> complaint() {
        return wanted && !process.isAlive()
                ? Optional.of("A process of clients has ended by itself, with exit code "
                        + process.exitValue() + ": " + errors)
                : Optional.empty();
    }

    /** Kills it, and notes in the history that nothing comes from it any more. */
    void kill() throws InterruptedException {
        wanted = false;
        // not by the Process, which would throw away what is in the pipe and not yet read
        process.toHandle().destroyForcibly();
        process.waitFor();
        reader.join();
        history.add(HistoryLine.gone(plan.process() + "." + plan.incarnation(), System.nanoTime()));
    }

    /** Tells it to end when what is under way has ended. */
    void tellToEnd() throws IOException {
        wanted = false;
        process.getOutputStream().close();
    }

    /** Waits until it has ended; what is still under way then is killed with it. */
    void awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            kill();
            return;
        }
        reader.join();
        history.add(HistoryLine.gone(plan.process() + "." + plan.incarnation(), System.nanoTime()));
    }

    /** Ends it without further ado. */
    void destroy() {
        wanted = false;
        process.destroyForcibly();
    }
}
