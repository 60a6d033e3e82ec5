package dev.widgets;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** A registry in memory, for tests of hosts. Tests compare it with the database. */
final class InMemoryWidgetRepository implements WidgetRepository {

    private final NavigableMap<String, Widget> widgets = new TreeMap<>(Unicode.BY_CODE_POINTS);

    @Override
    public void add(String serialNumber, String name, Ports ports) {
        write(Operation.add(serialNumber, name, ports));
    }

    @Override
    public void remove(String serialNumber) {
        write(Operation.remove(serialNumber));
    }

    @Override
    public void rename(String serialNumber, String name) {
        write(Operation.rename(serialNumber, name));
    }

    @Override
    public void associate(String serialNumber, String peerSerialNumber, PortType port) {
        write(Operation.associate(serialNumber, peerSerialNumber, port));
    }

    @Override
    public void dissociate(String serialNumber, String peerSerialNumber, PortType port) {
        write(Operation.dissociate(serialNumber, peerSerialNumber, port));
    }

    @Override
    public synchronized Optional<Widget> find(String serialNumber) {
        return Optional.ofNullable(widgets.get(Unicode.check("serial_number", serialNumber)));
    }

    @Override
    public synchronized List<Widget> list(WidgetQuery query) {
        return InMemoryRules.inOrder(widgets, query)
                .filter(widget -> InMemoryRules.fulfils(widget, query.filter()))
                .limit(query.limit())
                .toList();
    }

    @Override
    public synchronized WidgetCounts count() {
        Map<PortType, WidgetCounts.PortCount> ports = new EnumMap<>(PortType.class);
        for (PortType type : PortType.values()) {
            List<Port> all = widgets.values().stream()
                    .flatMap(widget -> widget.ports().stream())
                    .filter(port -> port.type() == type)
                    .toList();
            long free = all.stream().filter(Port::isFree).count();
            ports.put(type, new WidgetCounts.PortCount(free, all.size() - free));
        }
        return new WidgetCounts(widgets.size(), ports);
    }

    /**
     * Does an operation.
     *
     * @throws RefusedException if a rule forbids it
     */
    synchronized void write(Operation operation) {
        Optional<RefusalDetails> refused = InMemoryRules.violated(operation, widgets);
        if (refused.isPresent()) {
            throw refused.get().toException(operation);
        }
        String serialNumber = operation.serialNumber();
        switch (operation.function()) {
            case ADD_WIDGET -> widgets.put(serialNumber, widget(operation));
            case REMOVE_WIDGET -> {
                find(serialNumber).stream()
                        .flatMap(widget -> widget.ports().stream())
                        .forEach(port -> port.peer()
                                .ifPresent(peer -> free(peer, port.type(), serialNumber)));
                widgets.remove(serialNumber);
            }
            case RENAME_WIDGET ->
                widgets.computeIfPresent(
                        serialNumber,
                        (key, widget) ->
                                new Widget(key, operation.name().orElseThrow(), widget.ports()));
            case ASSOCIATE_WIDGETS -> onBoth(operation, this::take);
            case REMOVE_ASSOCIATION -> onBoth(operation, this::free);
            default -> throw new IllegalArgumentException(operation.function() + " reads.");
        }
    }

    private static Widget widget(Operation operation) {
        List<Port> ports = operation.ports().orElseThrow().types().stream()
                .map(type -> new Port(type, Optional.empty()))
                .toList();
        return new Widget(operation.serialNumber(), operation.name().orElseThrow(), ports);
    }

    /** Changes a port of a widget. */
    @FunctionalInterface
    private interface Change {
        void make(String one, PortType port, String other);
    }

    private static void onBoth(Operation operation, Change change) {
        String serialNumber = operation.serialNumber();
        String peer = operation.peerSerialNumber().orElseThrow();
        PortType port = operation.port().orElseThrow();
        change.make(serialNumber, port, peer);
        change.make(peer, port, serialNumber);
    }

    private void take(String one, PortType port, String other) {
        replace(one, new Port(port, Optional.empty()), new Port(port, Optional.of(other)));
    }

    private void free(String one, PortType port, String other) {
        replace(one, new Port(port, Optional.of(other)), new Port(port, Optional.empty()));
    }

    private void replace(String serialNumber, Port before, Port after) {
        BiFunction<String, Widget, Widget> replaced = (key, widget) -> {
            List<Port> ports = new ArrayList<>(widget.ports());
            ports.set(ports.indexOf(before), after);
            return new Widget(key, widget.name(), ports);
        };
        widgets.computeIfPresent(serialNumber, replaced);
    }
}
