package dev.widgets.cli.torture;

import dev.widgets.WidgetAdministration;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs clients on a database while it injects faults, records every call, and checks the history.
 */
public final class Torture {

    private static final long CALM_MILLIS = 500;
    private static final long TICK_MILLIS = 200;
    private static final long QUIET_MILLIS = 20_000;

    private final TorturePlan plan;
    private final TortureSite site;
    private final TortureProgress.Listener listener;
    private final List<TortureViolation> violations = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Torture(TorturePlan plan, TortureSite site, TortureProgress.Listener listener) {
        this.plan = plan;
        this.site = site;
        this.listener = listener;
    }

    /**
     * Runs the plan. Unless the verdict is passed, the widgets are kept for inspection.
     *
     * @throws IllegalStateException if the database is not suitable; the message says why
     * @throws IOException if a process cannot be run or a file cannot be written
     * @throws InterruptedException if the thread is interrupted; the history is then not checked
     */
    public static TortureResult run(
            TorturePlan plan, TortureSite site, TortureProgress.Listener listener)
            throws IOException, SQLException, InterruptedException {
        try (TortureTable table = TortureTable.open(site.control())) {
            TortureResult result = new Torture(plan, site, listener).run(table);
            if (result.verdict() == TortureResult.Verdict.PASSED) {
                table.clear();
            }
            return result;
        }
    }

    private TortureResult run(TortureTable table)
            throws IOException, SQLException, InterruptedException {
        long deadlocks = table.deadlocks();
        try (HistoryFile file = HistoryFile.create(plan.history())) {
            work(table, file);
            listener.checking();
            table.awaitQuiet(QUIET_MILLIS);
            long now = System.nanoTime();
            file.add(HistoryLine.state(now, "", WidgetState.ABSENT));
            table.states().forEach((one, state) -> file.add(HistoryLine.state(now, one, state)));
        }
        CallHistory history = CallHistory.read(plan.history());
        site.failover().ifPresent(failover -> notes.addAll(failover.notes()));
        if (site.server().isEmpty() && site.failover().isEmpty() && !table.isStillLocked()) {
            notes.add("The session that locked the table was lost: another torture run may have"
                    + " used the same widgets meanwhile, so violations may be its doing.");
        }
        checkDeadlocks(history, table.deadlocks() - deadlocks);
        checkIntegrity();
        Findings found = HistoryChecker.of(history, HistoryChecker.PATIENCE);
        violations.addAll(found.violations());
        return TortureResult.of(
                plan, history, new Findings(List.copyOf(violations), found.undecided()), notes);
    }

    /** Runs for the planned duration, then lets all clients finish their calls. */
    private void work(TortureTable table, HistoryFile file)
            throws IOException, SQLException, InterruptedException {
        FaultPlan faults = new FaultPlan(plan.seed(), plan.faults());
        try (CuttingProxy proxy = CuttingProxy.open(site.clients().server(), link -> {
                    // behind a load balancer, the end of a connection says nothing of its backend
                    if (site.failover().isEmpty()) {
                        file.add(HistoryLine.link(link));
                    }
                });
                Crew crew = Crew.start(plan, site, proxy, file)) {
            Nemesis nemesis = new Nemesis(faults, site, proxy, crew, file);
            awaitFirst(crew);
            nemesis.start();
            try {
                watch(file);
            } finally {
                nemesis.end();
            }
            nemesis.throwComplaint();
            TimeUnit.MILLISECONDS.sleep(CALM_MILLIS);
            crew.complaints().forEach(one -> violations.add(new TortureViolation(one, List.of())));
            crew.end();
            awaitEnd(proxy);
            table.awaitQuiet(QUIET_MILLIS);
        }
    }

    /** Waits until all clients have started; this time is not part of the duration. */
    private static void awaitFirst(Crew crew) throws IOException, InterruptedException {
        while (!crew.isAtWork()) {
            TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            List<String> complaints = crew.complaints();
            if (!complaints.isEmpty()) {
                throw new IOException(complaints.get(0));
            }
        }
    }

    private void watch(HistoryFile file) throws InterruptedException {
        long begin = System.nanoTime();
        long end = begin + plan.duration().toNanos();
        long lastTime = begin;
        long lastCount = file.ended();
        for (long now = begin; now < end; now = System.nanoTime()) {
            TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            long time = System.nanoTime();
            long count = file.ended();
            listener.tick(new TortureProgress(
                    seconds(Math.max(0, end - time)),
                    (count - lastCount) / seconds(time - lastTime),
                    file.faults()));
            lastTime = time;
            lastCount = count;
        }
    }

    private static double seconds(long nanos) {
        return (double) nanos / TimeUnit.SECONDS.toNanos(1);
    }

    /** Waits until all backends have ended, for a limited time. */
    private static void awaitEnd(CuttingProxy proxy) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(QUIET_MILLIS);
        while (proxy.open() > 0 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
        }
    }

    private void checkDeadlocks(CallHistory history, long more) {
        if (site.failover().isPresent()) {
            notes.add("Deadlocks were not counted: each server of a cluster counts its own.");
        } else if (history.faults().keySet().stream().anyMatch(Fault::isOfServer)) {
            notes.add("Deadlocks were not counted: the server loses its statistics when it is"
                    + " killed.");
        } else if (more > 0) {
            violations.add(
                    new TortureViolation("The server reported " + more + " deadlocks", List.of()));
        }
    }

    private void checkIntegrity() {
        List<String> lines = WidgetAdministration.over(site.control()).checkIntegrity().stream()
                .filter(one -> TortureSerials.isOwn(one.serialNumber())
                        || TortureSerials.isOwn(one.peerSerialNumber()))
                .map(one -> one.kind() + ": " + one.serialNumber() + " " + one.port() + " "
                        + one.peerSerialNumber())
                .toList();
        if (!lines.isEmpty()) {
            violations.add(new TortureViolation("Associations violate integrity", lines));
        }
    }
}
