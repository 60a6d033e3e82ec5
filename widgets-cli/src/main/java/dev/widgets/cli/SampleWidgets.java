package dev.widgets.cli;

import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.RefusedException;
import dev.widgets.WidgetRepository;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Widgets to try things with: always the same ones. */
final class SampleWidgets {

    private static final List<String> MATERIALS =
            List.of("Brass", "Bronze", "Copper", "Glass", "Nickel", "Oak", "Steel", "Titanium");
    private static final List<String> THINGS = List.of(
            "bearing", "coupling", "flange", "gauge", "manifold", "nozzle", "pump", "valve");
    private static final List<String> PORTS =
            List.of("P", "Q", "R", "PP", "PQ", "PR", "QR", "RR", "PPQ", "PQR", "PRR", "QQR");

    private final Random random = new Random(1);
    private final Map<PortType, List<String>> byPort = new EnumMap<>(PortType.class);

    /** Such as W-0042. */
    static String serialNumber(int number) {
        return String.format("W-%04d", number);
    }

    /** Adds widgets 1 to so many. */
    void add(WidgetRepository widgets, int number) {
        for (int i = 1; i <= number; i++) {
            Ports ports = Ports.parse(pick(PORTS));
            widgets.add(serialNumber(i), pick(MATERIALS) + " " + pick(THINGS), ports);
            for (PortType type : ports.types()) {
                byPort.computeIfAbsent(type, any -> new ArrayList<>()).add(serialNumber(i));
            }
        }
    }

    /** Associates about two thirds of their ports in pairs, and answers how many pairs. */
    int associate(WidgetRepository widgets) {
        int done = 0;
        for (Map.Entry<PortType, List<String>> entry : byPort.entrySet()) {
            List<String> ends = entry.getValue();
            Collections.shuffle(ends, random);
            for (int i = 0; i + 1 < ends.size() * 2 / 3; i += 2) {
                done += associate(widgets, ends.get(i), ends.get(i + 1), entry.getKey());
            }
        }
        return done;
    }

    private static int associate(
            WidgetRepository widgets, String one, String other, PortType port) {
        try {
            widgets.associate(one, other, port);
            return 1;
        } catch (RefusedException e) {
            // chance has brought a widget together with itself, or with the same one twice
            return 0;
        }
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
