package dev.widgets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;

/** The names of seeded widgets: 4,608 distinct ones, so that they repeat. */
final class SeedNames {

    private static final List<String> MANNERS = List.of(
            "",
            "Angled ",
            "Compact ",
            "Double ",
            "Flanged ",
            "Heavy ",
            "Insulated ",
            "Long ",
            "Marine ",
            "Polished ",
            "Small ",
            "Spare ");
    private static final List<String> MATERIALS = List.of(
            "aluminium",
            "brass",
            "bronze",
            "carbon",
            "ceramic",
            "copper",
            "glass",
            "iron",
            "nickel",
            "oak",
            "rubber",
            "steel");
    private static final List<String> THINGS = List.of(
            "adapter",
            "bearing",
            "bracket",
            "bushing",
            "clamp",
            "coupling",
            "cylinder",
            "damper",
            "elbow",
            "filter",
            "flange",
            "gasket",
            "gauge",
            "gearbox",
            "hinge",
            "hose",
            "impeller",
            "joint",
            "lever",
            "manifold",
            "motor",
            "nozzle",
            "piston",
            "pump",
            "regulator",
            "relay",
            "rotor",
            "sensor",
            "spring",
            "switch",
            "turbine",
            "valve");

    private static final String[] TEXTS = combine();
    private static final byte[][] BYTES = encode();

    private SeedNames() {}

    static int count() {
        return TEXTS.length;
    }

    static String text(int number) {
        return TEXTS[number];
    }

    /** In UTF-8; not to be changed. */
    static byte[] bytes(int number) {
        return BYTES[number];
    }

    private static String[] combine() {
        return MANNERS.stream()
                .flatMap(manner -> MATERIALS.stream().map(material -> manner + material))
                .flatMap(kind -> THINGS.stream().map(thing -> kind + " " + thing))
                .map(name -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
                .toArray(String[]::new);
    }

    private static byte[][] encode() {
        byte[][] bytes = new byte[TEXTS.length][];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = TEXTS[i].getBytes(UTF_8);
        }
        return bytes;
    }
}
