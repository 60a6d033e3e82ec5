package dev.widgets.cli.registry;

import dev.widgets.Port;
import dev.widgets.Widget;
import dev.widgets.cli.console.TerminalText;
import java.util.stream.Collectors;

/** Draws a widget's ports on a line: {@code P->W-0002 Q free}. */
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
