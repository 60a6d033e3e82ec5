package dev.widgets.cli.registry;

import dev.widgets.Port;
import dev.widgets.Widget;
import dev.widgets.cli.console.TerminalText;
import java.util.stream.Collectors;

/** Shows the ports of a widget on one line: {@code P->W-0002 Q free}. */
final class PortsPicture {

    private PortsPicture() {}

    static String of(Widget widget) {
        return widget.ports().stream().map(PortsPicture::of).collect(Collectors.joining("  "));
    }

    private static String of(Port port) {
        return port.peer()
                .map(peer -> port.type() + "->" + TerminalText.of(peer))
                .orElseGet(() -> port.type() + " free");
    }
}
