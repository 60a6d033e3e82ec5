package dev.widgets.cli.torture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All processes of a torture: the clients and the service that some of them call. */
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

    /** Starts them, on a database that is reached through a proxy. */
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

    /** Kills one of the processes of clients and starts it again; says which. */
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

    /** Whether each process of clients has begun a call. */
    synchronized boolean isAtWork() {
        return workers.stream().allMatch(WorkerProcess::hasBegun);
    }

    /** What the processes have said that ended by themselves. */
    synchronized List<String> complaints() {
        return Stream.concat(
                        service.stream().map(ServiceProcess::complaint),
                        workers.stream().map(WorkerProcess::complaint))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Lets the clients end what they have begun, and then the service. */
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

    /** Ends all without further ado. */
    @Override
    public synchronized void close() {
        ending = true;
        workers.forEach(WorkerProcess::destroy);
        service.ifPresent(ServiceProcess::close);
    }
}
