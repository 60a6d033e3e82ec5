package dev.widgets.cli.torture;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a process of clients is to do.
 *
 * @param seed of all operations
 * @param widgets on how many
 * @param process its number
 * @param incarnation how often it was started before
 * @param processes how many there are, which share the clients
 * @param allClients how many clients there are in all
 * @param ways the ways that the clients are divided over
 * @param service the URL of the HTTP service, empty if nobody needs it
 */
record WorkerPlan(
        long seed,
        int widgets,
        int process,
        int incarnation,
        int processes,
        int allClients,
        List<Transport> transports,
        String service) {

    /** Of the process of this number. */
    static WorkerPlan of(TorturePlan plan, int process, String service) {
        return new WorkerPlan(
                plan.seed(),
                plan.widgets(),
                process,
                0,
                plan.processes(),
                plan.clients(),
                plan.transports(),
                service);
    }

    /** Its clients: each process has some of each way. */
    List<Integer> clients() {
        return IntStream.range(0, allClients)
                .filter(client -> (client / transports.size()) % processes == process)
                .boxed()
                .toList();
    }

    Transport transport(int client) {
        return transports.get(client % transports.size());
    }

    /** Of the same process when it is started again. */
    WorkerPlan again() {
        return new WorkerPlan(
                seed,
                widgets,
                process,
                incarnation + 1,
                processes,
                allClients,
                transports,
                service);
    }

    /** As the arguments of a process. */
    List<String> arguments() {
        return List.of(
                String.valueOf(seed),
                String.valueOf(widgets),
                String.valueOf(process),
                String.valueOf(incarnation),
                String.valueOf(processes),
                String.valueOf(allClients),
                Transport.list(transports),
                service);
    }

    static WorkerPlan parse(String... arguments) {
        return new WorkerPlan(
                Long.parseLong(arguments[0]),
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[4]),
                Integer.parseInt(arguments[5]),
                Transport.parse(arguments[6]),
                arguments[7]);
    }
}
