package dev.widgets.cli.torture;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What happens to the database and its clients meanwhile. */
public enum Fault {
    /** The server is stopped at once, killed, or restarted. */
    KILL_SERVER(1),
    /** One process of the server is killed, so that it ends all others and recovers. */
    KILL_BACKEND(1),
    /** A connection is cut after some more bytes. */
    CUT(5),
    /** The server ends a connection. */
    TERMINATE(4),
    /** The server cancels a statement. */
    CANCEL(4),
    /** A process of clients is killed and started again. */
    KILL_CLIENT(1);

    private final int weight;

    Fault(int weight) {
        this.weight = weight;
    }

    /** How often it happens, compared with others. */
    int weight() {
        return weight;
    }

    /** As it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Fault of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Whether it takes a server that may be killed. */
    public boolean isOfServer() {
        return this == KILL_SERVER || this == KILL_BACKEND;
    }

    /** All, or those that can be done to a server that others run. */
    public static Set<Fault> usual(boolean ownServer) {
        EnumSet<Fault> all = EnumSet.allOf(Fault.class);
        all.removeIf(fault -> fault.isOfServer() && !ownServer);
        return all;
    }

    /**
     * Reads a list with commas between, or {@code none}.
     *
     * @throws IllegalArgumentException if it is something else; the message says what there is
     */
    public static Set<Fault> parse(String text) {
        EnumSet<Fault> faults = EnumSet.noneOf(Fault.class);
        if (text.equals("none")) {
            return faults;
        }
        for (String word : text.split(",", -1)) {
            faults.add(Arrays.stream(values())
                    .filter(fault -> fault.word().equals(word.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("There is no fault '"
                            + word.strip() + "': write none, or some of " + list(usual(true))
                            + " with commas between.")));
        }
        return faults;
    }

    /** For people. */
    public static String list(Set<Fault> faults) {
        return faults.isEmpty()
                ? "none"
                : faults.stream().map(Fault::word).collect(Collectors.joining(","));
    }
}
