package dev.widgets.cli.torture;

import dev.widgets.Port;
import dev.widgets.Widget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A widget at one moment.
 *
 * @param name its name
 * @param ports the letters of its ports, in the order of the alphabet; none if it is not there
 * @param links what its ports lead to, such as {@code P:torture-000001}, sorted
 */
record WidgetState(String name, String ports, List<String> links) {

    /** Of a widget that is not there. */
    static final WidgetState ABSENT = new WidgetState("", "", List.of());

    private static final String NOT_THERE = "-";
    private static final String ALL_FREE = "free";

    WidgetState {
        links = links.stream().sorted().toList();
    }

    /** One that was just added. */
    static WidgetState added(String name, String ports) {
        String sorted =
                ports.chars().sorted().mapToObj(Character::toString).collect(Collectors.joining());
        return new WidgetState(name, sorted, List.of());
    }

    /** As the library has read it. */
    static WidgetState of(Widget widget) {
        List<Port> ports = widget.ports();
        return of(
                widget.name(),
                ports.stream().map(port -> port.type().name()).collect(Collectors.joining()),
                ports.stream().map(port -> port.peer().orElse("")).toList());
    }

    /** With what each port leads to, nothing while it is free. */
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

    /** Whether a port of any type leads there. */
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

    /** With all ports free that lead there. */
    WidgetState released(String peer) {
        return leadsTo(peer)
                ? new WidgetState(
                        name,
                        ports,
                        links.stream().filter(link -> !leads(link, peer)).toList())
                : this;
    }

    /** Reads what {@link #toString} has written. */
    static WidgetState parse(String text) {
        if (text.equals(NOT_THERE)) {
            return ABSENT;
        }
        String[] parts = text.split(" ", -1);
        List<String> links =
                parts[2].equals(ALL_FREE) ? List.of() : Arrays.asList(parts[2].split(",", -1));
        return new WidgetState(parts[0], parts[1], links);
    }

    /** The name, the ports and what they lead to; names have no spaces. */
    @Override
    public String toString() {
        if (!isThere()) {
            return NOT_THERE;
        }
        return name + " " + ports + " " + (links.isEmpty() ? ALL_FREE : String.join(",", links));
    }

    /** For people. */
    String describe() {
        if (!isThere()) {
            return "not there";
        }
        return links.isEmpty()
                ? ports + ", all free, named " + name
                : ports + ", " + String.join(" ", links) + ", named " + name;
    }
}
