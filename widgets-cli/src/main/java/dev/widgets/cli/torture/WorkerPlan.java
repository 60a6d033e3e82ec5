package dev.widgets.cli.torture;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The settings of a client process.
 *
 * @param seed the seed of all operations
 * @param widgets the number of widgets
 * @param process the number of the process
 * @param incarnation how often the process was started before
 * @param processes the number of client processes
 * @param allClients the total number of clients
 * @param transports the transports that the clients are divided among
 * @param service the URL of the HTTP service, empty if not needed
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

    /** Returns the settings of the process with this number. */
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

    /** Returns the clients of the process; each process has clients of all transports. */
    List<Integer> clients() {
        return IntStream.range(0, allClients)
                .filter(client -> (client / transports.size()) % processes == process)
                .boxed()
                .toList();
    }

    Transport transport(int client) {
        return transports.get(client % transports.size());
    }

    /** Returns the settings of the same process when it is started again. */
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

    /** Returns the settings as command line arguments. */
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
