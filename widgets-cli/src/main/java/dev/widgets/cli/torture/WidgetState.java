package dev.widgets.cli.torture;

import dev.widgets.Port;
import dev.widgets.Widget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The state of a widget at one moment.
 *
 * @param name its name
 * @param ports the letters of its ports in alphabetical order; empty if the widget does not exist
 * @param links its associations, such as {@code P:torture-000001}, sorted
 */
record WidgetState(String name, String ports, List<String> links) {

    /** The state of a widget that does not exist. */
    static final WidgetState ABSENT = new WidgetState("", "", List.of());

    private static final String NOT_THERE = "-";
    private static final String ALL_FREE = "free";

    WidgetState {
        links = links.stream().sorted().toList();
    }

    /** Returns the state of a widget that was just added. */
    static WidgetState added(String name, String ports) {
        String sorted =
                ports.chars().sorted().mapToObj(Character::toString).collect(Collectors.joining());
        return new WidgetState(name, sorted, List.of());
    }

    /** Returns the state of a widget read by the library. */
    static WidgetState of(Widget widget) {
        List<Port> ports = widget.ports();
        return of(
                widget.name(),
                ports.stream().map(port -> port.type().name()).collect(Collectors.joining()),
                ports.stream().map(port -> port.peer().orElse("")).toList());
    }

    /** Returns a state with the peer of each port, empty for a free port. */
    static WidgetState of(String name, String ports, List<String> peers) {
        List<String> links = new ArrayList<>();
        for (int i = 0; i < peers.size(); i++) {
            if (!peers.get(i).isEmpty()) {
                links.add(link(ports.substring(i, i + 1), peers.get(i)));
            }
        }
        return new WidgetState(name, ports, links);
    }

    private static String link(String port, String peer) {
        return port + ":" + peer;
    }

    boolean isThere() {
        return !ports.isEmpty();
    }

    boolean hasFree(String port) {
        return count(ports, port)
                > links.stream().filter(link -> link.startsWith(port)).count();
    }

    private static long count(String ports, String port) {
        return ports.chars().filter(letter -> letter == port.charAt(0)).count();
    }

    boolean isLinked(String port, String peer) {
        return links.contains(link(port, peer));
    }

    /** Returns whether any port is associated with the peer. */
    boolean leadsTo(String peer) {
        return links.stream().anyMatch(link -> leads(link, peer));
    }

    private static boolean leads(String link, String peer) {
        return link.length() == peer.length() + 2 && link.endsWith(peer);
    }

    WidgetState with(String port, String peer) {
        List<String> more = new ArrayList<>(links);
        more.add(link(port, peer));
        return new WidgetState(name, ports, more);
    }

    WidgetState without(String port, String peer) {
        List<String> fewer = new ArrayList<>(links);
        fewer.remove(link(port, peer));
        return new WidgetState(name, ports, fewer);
    }

    /** Returns the state after the peer was removed. */
    WidgetState released(String peer) {
        return leadsTo(peer)
                ? new WidgetState(
                        name,
                        ports,
                        links.stream().filter(link -> !leads(link, peer)).toList())
                : this;
    }

    /** Parses the format of {@link #toString}. */
    static WidgetState parse(String text) {
        if (text.equals(NOT_THERE)) {
            return ABSENT;
        }
        String[] parts = text.split(" ", -1);
        List<String> links =
                parts[2].equals(ALL_FREE) ? List.of() : Arrays.asList(parts[2].split(",", -1));
        return new WidgetState(parts[0], parts[1], links);
    }

    /** Returns the name, the ports and the associations; the names contain no spaces. */
    @Override
    public String toString() {
        if (!isThere()) {
            return NOT_THERE;
        }
        return name + " " + ports + " " + (links.isEmpty() ? ALL_FREE : String.join(",", links));
    }

    /** Returns the list as text. */
    String describe() {
        if (!isThere()) {
            return "absent";
        }
        return links.isEmpty()
                ? ports + ", all free, named " + name
                : ports + ", " + String.join(" ", links) + ", named " + name;
    }
}
