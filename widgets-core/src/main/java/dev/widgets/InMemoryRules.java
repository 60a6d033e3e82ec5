package dev.widgets;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@code sql/functions/R__violated_rule.sql} in their order, and the conditions of a
 * query, for {@link InMemoryWidgetRepository}.
 */
final class InMemoryRules {

    private static final int LONGEST = 255;

    private InMemoryRules() {}

    /** Returns the first rule that an operation violates. */
    static Optional<RefusalDetails> violated(Operation operation, Map<String, Widget> widgets) {
        return input(operation).or(() -> {
            Widget widget = widgets.get(operation.serialNumber());
            return operation.function() == WidgetFunction.ADD_WIDGET
                    ? Optional.ofNullable(widget)
                            .map(Widget::serialNumber)
                            .map(RefusalDetails::serialNumberIsUnique)
                    : missing(RefusalDetails.SERIAL, operation.serialNumber(), widget)
                            .or(() -> operation
                                    .peerSerialNumber()
                                    .flatMap(peer -> pair(operation, widget, widgets.get(peer))));
        });
    }

    private static Optional<RefusalDetails> input(Operation operation) {
        String serialNumber = operation.serialNumber();
        Optional<String> peer = operation.peerSerialNumber();
        return serialNumber(RefusalDetails.SERIAL, serialNumber)
                .or(() -> peer.flatMap(text -> serialNumber(RefusalDetails.PEER, text)))
                .or(() -> operation
                        .name()
                        .filter(name -> length(name) > LONGEST)
                        .map(name -> RefusalDetails.of(
                                Rule.NAME_HAS_AT_MOST_255_CHARACTERS,
                                "name",
                                "name has " + length(name) + " characters.")))
                .or(() -> peer.filter(serialNumber::equals).map(RefusalDetails::noSelfAssociation));
    }

    private static Optional<RefusalDetails> serialNumber(String argument, String text) {
        return length(text) >= 1 && length(text) <= LONGEST
                ? Optional.empty()
                : Optional.of(RefusalDetails.of(
                        Rule.SERIAL_NUMBER_HAS_1_TO_255_CHARACTERS,
                        argument,
                        argument + " has " + length(text) + " characters."));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static Optional<RefusalDetails> missing(
            String argument, String serialNumber, @Nullable Widget widget) {
        return widget == null
                ? Optional.of(RefusalDetails.widgetExists(argument, serialNumber))
                : Optional.empty();
    }

    private static Optional<RefusalDetails> pair(
            Operation operation, @Nullable Widget widget, @Nullable Widget peer) {
        String serialNumber = operation.serialNumber();
        String peerSerialNumber = operation.peerSerialNumber().orElseThrow();
        PortType port = operation.port().orElseThrow();
        if (widget == null || peer == null) {
            return missing(RefusalDetails.PEER, peerSerialNumber, peer);
        }
        boolean associated = widget.ports().contains(new Port(port, Optional.of(peerSerialNumber)));
        if (operation.function() == WidgetFunction.REMOVE_ASSOCIATION) {
            return associated
                    ? Optional.empty()
                    : Optional.of(
                            RefusalDetails.associationExists(serialNumber, peerSerialNumber, port));
        }
        return associated
                ? Optional.of(RefusalDetails.associationIsUniquePerPort(
                        serialNumber, peerSerialNumber, port))
                : taken(RefusalDetails.SERIAL, widget, port)
                        .or(() -> taken(RefusalDetails.PEER, peer, port));
    }

    private static Optional<RefusalDetails> taken(String argument, Widget widget, PortType port) {
        if (widget.ports().contains(new Port(port, Optional.empty()))) {
            return Optional.empty();
        }
        String ports =
                widget.ports().stream().map(one -> one.type().name()).collect(Collectors.joining());
        return Optional.of(RefusalDetails.portIsFree(argument, widget.serialNumber(), port, ports));
    }

    /** Returns the widgets after the start of a query, in its order. */
    static Stream<Widget> inOrder(NavigableMap<String, Widget> widgets, WidgetQuery query) {
        NavigableMap<String, Widget> ordered =
                query.descending() ? widgets.descendingMap() : widgets;
        return query
                .after()
                .map(start -> ordered.tailMap(start, false))
                .orElse(ordered)
                .values()
                .stream();
    }

    /** Returns whether a widget fulfils the conditions of a query. */
    static boolean fulfils(Widget widget, WidgetQuery.Filter filter) {
        return filter.serialNumbers().stream().allMatch(all -> all.contains(widget.serialNumber()))
                && filter.prefix().stream().allMatch(widget.serialNumber()::startsWith)
                && filter.name().stream().allMatch(widget.name()::equals)
                && filter.free().stream()
                        .allMatch(type -> widget.ports().contains(new Port(type, Optional.empty())))
                && widget.ports().stream().anyMatch(port -> fulfils(port, filter));
    }

    private static boolean fulfils(Port port, WidgetQuery.Filter filter) {
        return filter.port().stream().allMatch(type -> port.type() == type)
                && (filter.peer().isEmpty() || filter.peer().equals(port.peer()));
    }
}
