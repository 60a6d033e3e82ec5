import dev.widgets.Drawing;
import dev.widgets.WidgetTopology;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Draws the hundred widgets around random ones, and prints for each how many milliseconds writing the picture took, without
 * reading the widgets. As many pictures before that warm the JVM up.
 *
 * Arguments: the JDBC URL, after which widget to begin, the last widget, and how many pictures.
 */
final class Pictures {

    private static final int MOST = 100;
    private static final int HOPS = 20;
    private static final double MILLIS = 1e6;

    private Pictures() {}

    public static void main(String[] args) throws Exception {
        int before = Integer.parseInt(args[1]);
        int last = Integer.parseInt(args[2]);
        int count = Integer.parseInt(args[3]);
        Random random = new Random(42);
        List<WidgetTopology.Neighbourhood> surroundings = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(args[0])) {
            WidgetTopology topology = WidgetTopology.over(connection);
            for (int i = 0; i < 20; i++) {
                int number = before + 1 + random.nextInt(last - before);
                surroundings.add(topology.neighbourhood("W-" + String.format("%010d", number), HOPS, MOST));
            }
        }
        long length = 0;
        for (int i = 0; i < 2 * count; i++) {
            Drawing drawing = Drawing.of(surroundings.get(i % surroundings.size()));
            long start = System.nanoTime();
            length += drawing.svg().length();
            double millis = (System.nanoTime() - start) / MILLIS;
            if (i >= count) {
                System.out.println(millis);
            }
        }
        if (length == 0) {
            throw new IllegalStateException("nothing was drawn");
        }
    }
}
