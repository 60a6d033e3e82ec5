package dev.widgets.cli.registry;

import dev.widgets.PortType;
import java.util.Arrays;
import java.util.Iterator;

/** The port types, for the completion of arguments. */
final class PortLetters implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(PortType.values()).map(PortType::name).iterator();
    }
}
