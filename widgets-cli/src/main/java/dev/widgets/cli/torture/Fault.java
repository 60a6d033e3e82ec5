package dev.widgets.cli.torture;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The faults that are injected into the database and its clients. */
public enum Fault {
    /** Stops the server immediately, kills it, or restarts it. */
    KILL_SERVER(1),
    /** Kills one server process, so that the server terminates all others and recovers. */
    KILL_BACKEND(1),
    /** Cuts a connection after some further bytes. */
    CUT(5),
    /** Makes the server terminate a connection. */
    TERMINATE(4),
    /** Makes the server cancel a statement. */
    CANCEL(4),
    /** Kills a client process and starts it again. */
    KILL_CLIENT(1),
    /** Runs a command that makes another server of a cluster the primary. */
    FAILOVER(1);

    private final int weight;

    Fault(int weight) {
        this.weight = weight;
    }

    /** Returns the relative frequency. */
    int weight() {
        return weight;
    }

    /** Returns the name used in options and output. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Fault of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Returns whether the fault kills the server or one of its processes. */
    public boolean isOfServer() {
        return this == KILL_SERVER || this == KILL_BACKEND;
    }

    /**
     * Returns the default faults: those of one server, or those suitable for a server that must not
     * be killed.
     */
    public static Set<Fault> usual(boolean ownServer) {
        EnumSet<Fault> all = EnumSet.complementOf(EnumSet.of(FAILOVER));
        all.removeIf(fault -> fault.isOfServer() && !ownServer);
        return all;
    }

    /**
     * Parses a comma-separated list, or {@code none}.
     *
     * @throws IllegalArgumentException if the text is anything else; the message lists the valid
     *     values
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
                    .orElseThrow(() -> new IllegalArgumentException("Unknown fault '"
                            + word.strip()
                            + "'; expected none or a comma-separated list of "
                            + list(EnumSet.allOf(Fault.class)) + ".")));
        }
        return faults;
    }

    /** Returns the list as text. */
    public static String list(Set<Fault> faults) {
        return faults.isEmpty()
                ? "none"
                : faults.stream().map(Fault::word).collect(Collectors.joining(","));
    }
}
