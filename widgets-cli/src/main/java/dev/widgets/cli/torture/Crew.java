package dev.widgets.cli.torture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All processes of a torture run: the client processes and the service that some clients call. */
final class Crew implements AutoCloseable {

    private final HistoryFile history;
    private final String url;
    private final Optional<ServiceProcess> service;
    private final List<WorkerProcess> workers = new ArrayList<>();
    private boolean ending;

    private Crew(HistoryFile history, String url, Optional<ServiceProcess> service) {
        this.history = history;
        this.url = url;
        this.service = service;
    }

    /** Starts the processes, which reach the database through a proxy. */
    static Crew start(TorturePlan plan, TortureSite site, CuttingProxy proxy, HistoryFile history)
            throws IOException, InterruptedException {
        String url = site.clients().through(proxy);
        Optional<ServiceProcess> service = plan.transports().stream().anyMatch(Transport::isHttp)
                ? Optional.of(ServiceProcess.start(site.service(), proxy))
                : Optional.empty();
        String serviceUrl = service.map(ServiceProcess::url).orElse("");
        Crew crew = new Crew(history, url, service);
        try {
            for (int i = 0; i < plan.processes(); i++) {
                WorkerPlan worker = WorkerPlan.of(plan, i, serviceUrl);
                if (!worker.clients().isEmpty()) {
                    crew.workers.add(WorkerProcess.start(worker, history, url));
                }
            }
            return crew;
        } catch (IOException e) {
            crew.close();
            throw e;
        }
    }

    /** Kills one of the client processes, starts it again, and returns its number. */
    synchronized String killOne(int choice) throws IOException, InterruptedException {
        if (ending) {
            return "none";
        }
        int index = Math.floorMod(choice, workers.size());
        WorkerProcess worker = workers.get(index);
        worker.kill();
        workers.set(index, WorkerProcess.start(worker.plan().again(), history, url));
        return String.valueOf(index);
    }

    /** Returns whether each client process has begun a call. */
    synchronized boolean isAtWork() {
        return workers.stream().allMatch(WorkerProcess::hasBegun);
    }

    /** Returns the output of the processes that exited unexpectedly. */
    synchronized List<String> complaints() {
        return Stream.concat(
                        service.stream().map(ServiceProcess::complaint),
                        workers.stream().map(WorkerProcess::complaint))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Lets the clients finish their calls, then stops the service. */
    synchronized void end() throws IOException, InterruptedException {
        ending = true;
        for (WorkerProcess worker : workers) {
            worker.tellToEnd();
        }
        for (WorkerProcess worker : workers) {
            worker.awaitEnd();
        }
        if (service.isPresent()) {
            service.get().end();
        }
    }

    /** Kills all processes. */
    @Override
    public synchronized void close() {
        ending = true;
        workers.forEach(WorkerProcess::destroy);
        service.ifPresent(ServiceProcess::close);
    }
}
