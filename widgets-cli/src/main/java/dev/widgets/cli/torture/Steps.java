package dev.widgets.cli.torture;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Generates the operations of one client, determined by a seed. Peers are neighbours, so that the
 * same pairs recur, and a few widgets are used often.
 */
final class Steps {

    private static final int PERCENT = 100;
    private static final int HOT_PERCENT = 10;
    private static final int HOT_WIDGETS = 4;
    private static final int MOST_DISTANCE = 3;
    private static final String LETTERS = "PQR";
    private static final List<String> PORTS =
            List.of("PQR", "PQR", "PPQ", "QQR", "PRR", "PPP", "PQ", "QR", "PP", "R");

    private static final int ADD = 18;
    private static final int REMOVE = ADD + 9;
    private static final int ASSOCIATE = REMOVE + 30;
    private static final int DISSOCIATE = ASSOCIATE + 18;
    private static final int FIND = DISSOCIATE + 22;

    private final SplittableRandom random;
    private final int widgets;
    private final Transport transport;

    /**
     * Creates the operations of a client.
     *
     * @param plan the plan of its process
     */
    Steps(WorkerPlan plan, int client) {
        random = new SplittableRandom(
                new SplittableRandom(plan.seed() ^ ((long) client << Integer.SIZE)).nextLong()
                        + plan.incarnation());
        widgets = plan.widgets();
        transport = plan.transport(client);
    }

    /** Returns the next operation; if it adds a widget, the widget gets this name. */
    Step next(String name) {
        int kind = random.nextInt(PERCENT);
        int one = index();
        if (kind < ADD) {
            return Step.add(TortureSerials.of(one), name, PORTS.get(random.nextInt(PORTS.size())));
        }
        if (kind < REMOVE) {
            return Step.remove(TortureSerials.of(one));
        }
        if (kind < ASSOCIATE) {
            return Step.associate(TortureSerials.of(one), neighbour(one), port());
        }
        if (kind < DISSOCIATE) {
            return Step.dissociate(TortureSerials.of(one), neighbour(one), port());
        }
        return kind < FIND ? Step.find(TortureSerials.of(one)) : bad(TortureSerials.of(one), name);
    }

    private int index() {
        boolean hot = random.nextInt(PERCENT) < HOT_PERCENT;
        return random.nextInt(hot ? Math.min(HOT_WIDGETS, widgets) : widgets);
    }

    private String neighbour(int one) {
        int distance = 1 + random.nextInt(Math.min(MOST_DISTANCE, widgets - 1));
        int other = random.nextBoolean() ? one + distance : one + widgets - distance;
        return TortureSerials.of(other % widgets);
    }

    private String port() {
        return LETTERS.substring(random.nextInt(LETTERS.length())).substring(0, 1);
    }

    /** Returns an operation that must be refused; some cannot be expressed with the Java API. */
    private Step bad(String serialNumber, String name) {
        return switch (random.nextInt(transport.isHttp() ? 7 : 4)) {
            case 0 -> Step.add(TortureSerials.tooLong(), name, "P");
            case 1 -> Step.add(serialNumber, TortureSerials.tooLong(), "P");
            case 2 -> Step.associate(serialNumber, serialNumber, port());
            case 3 -> Step.dissociate(serialNumber, serialNumber, port());
            case 4 -> Step.add(serialNumber, name, "PQRP");
            case 5 -> Step.add(serialNumber, name, "PX");
            default -> Step.associate(serialNumber, TortureSerials.of(0), "X");
        };
    }
}
