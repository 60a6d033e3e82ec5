package dev.widgets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** The 3,840 names of seeded widgets, such as Brass valve. */
final class SeedNames {

    private static final List<String> KINDS = List.of(
            "Acid", "Angle", "Axial", "Ball", "Bent", "Big", "Blue", "Brass", "Bronze", "Cast",
            "Chrome", "Cold", "Copper", "Cork", "Dark", "Double", "Dry", "Flat", "Fuel", "Gas",
            "Glass", "Gold", "Green", "Grey", "Heat", "Heavy", "Hot", "Inner", "Iron", "Lead",
            "Left", "Light", "Long", "Main", "Nickel", "Nylon", "Oak", "Oil", "Outer", "Pilot",
            "Plain", "Quick", "Red", "Right", "Rough", "Round", "Rubber", "Safety", "Short",
            "Silver", "Slim", "Small", "Smooth", "Spare", "Steam", "Steel", "Tin", "Twin", "Water",
            "Zinc");
    private static final List<String> THINGS = List.of(
            "adapter",
            "arm",
            "axle",
            "base",
            "bearing",
            "bellows",
            "belt",
            "bolt",
            "bracket",
            "bush",
            "cable",
            "cam",
            "cap",
            "chain",
            "clamp",
            "clip",
            "cock",
            "collar",
            "coupling",
            "crank",
            "disc",
            "drum",
            "elbow",
            "fan",
            "filter",
            "flange",
            "float",
            "frame",
            "gasket",
            "gauge",
            "gear",
            "grip",
            "hinge",
            "hook",
            "hose",
            "hub",
            "joint",
            "key",
            "latch",
            "lever",
            "lock",
            "motor",
            "nozzle",
            "nut",
            "pin",
            "pipe",
            "piston",
            "plate",
            "plug",
            "pump",
            "relay",
            "ring",
            "rod",
            "rotor",
            "seal",
            "sensor",
            "shaft",
            "sleeve",
            "spring",
            "switch",
            "tank",
            "tap",
            "valve",
            "wheel");

    private static final String[] TEXTS = combine();
    private static final byte[][] BYTES = encode();

    private SeedNames() {}

    static int count() {
        return TEXTS.length;
    }

    static String text(int number) {
        return TEXTS[number];
    }

    /** Returns a name in UTF-8; the array must not be changed. */
    static byte[] bytes(int number) {
        return BYTES[number];
    }

    private static String[] combine() {
        return KINDS.stream()
                .flatMap(kind -> THINGS.stream().map(thing -> kind + " " + thing))
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
