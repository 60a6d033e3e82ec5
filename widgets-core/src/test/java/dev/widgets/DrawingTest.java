package dev.widgets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.WidgetTopology.Neighbour;
import dev.widgets.WidgetTopology.Neighbourhood;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What is drawn of a neighbourhood, without a database. */
@Tag("once")
class DrawingTest {

    private static final Pattern BOX = Pattern.compile(
            "<rect class=\"box[^\"]*\" x=\"([-0-9.]+)\" y=\"([-0-9.]+)\" width=\"([-0-9.]+)\" height=\"([-0-9.]+)\"");

    /** A random graph with cycles: each widget is associated with an earlier one, and some more. */
    private static Neighbourhood random(int count, String suffix) {
        Random random = new Random(count);
        List<List<Port>> ports = new ArrayList<>();
        int[] hops = new int[count];
        for (int i = 0; i < count; i++) {
            ports.add(new ArrayList<>());
        }
        for (int i = 1; i < count; i++) {
            int peer = (i - 1) / 2;
            hops[i] = hops[peer] + 1;
            associate(
                    ports,
                    peer,
                    i,
                    suffix,
                    List.of(PortType.P, PortType.Q, PortType.R).get(i % 3));
        }
        for (int i = 0; i < count / 3; i++) {
            int one = random.nextInt(count);
            int two = random.nextInt(count);
            if (one != two && ports.get(one).size() < 3 && ports.get(two).size() < 3) {
                associate(ports, one, two, suffix, PortType.R);
            }
        }
        List<Neighbour> neighbours = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Widget widget = new Widget("W-" + i + suffix, "name " + i, ports.get(i));
            neighbours.add(new Neighbour(hops[i], widget, false));
        }
        return new Neighbourhood(neighbours);
    }

    private static void associate(
            List<List<Port>> ports, int one, int two, String suffix, PortType port) {
        ports.get(one).add(new Port(port, Optional.of("W-" + two + suffix)));
        ports.get(two).add(new Port(port, Optional.of("W-" + one + suffix)));
    }

    @Test
    void no_two_labels_of_a_picture_overlap() {
        for (String suffix : List.of(
                "",
                "-" + "x".repeat(240),
                "-\u05e9\u05dc\u05d5\u05dd",
                "\uD83D\uDD29".repeat(100))) {
            for (int count : List.of(1, 2, 5, 30, 100)) {
                List<double[]> boxes = boxes(Drawing.of(random(count, suffix)).svg());
                assertThat(boxes).hasSize(count);
                for (int i = 0; i < count; i++) {
                    for (int j = i + 1; j < count; j++) {
                        assertThat(overlap(boxes.get(i), boxes.get(j)))
                                .as("boxes %s and %s of %s%s", i, j, count, suffix)
                                .isFalse();
                    }
                }
            }
        }
    }

    private static List<double[]> boxes(String svg) {
        return BOX.matcher(svg)
                .results()
                .map(box ->
                        new double[] {number(box, 1), number(box, 2), number(box, 3), number(box, 4)
                        })
                .toList();
    }

    private static double number(MatchResult box, int group) {
        return Double.parseDouble(box.group(group));
    }

    private static boolean overlap(double[] one, double[] two) {
        return one[0] < two[0] + two[2]
                && two[0] < one[0] + one[2]
                && one[1] < two[1] + two[3]
                && two[1] < one[1] + one[3];
    }

    @Test
    void hostile_texts_stay_texts() throws Exception {
        String hostile = "<script>alert(1)</script>\"'&]]>\n\u0000\u202e{}%[label=x];#--|`";
        Neighbourhood two = new Neighbourhood(List.of(
                new Neighbour(
                        0, widget(hostile, hostile, new Port(PortType.P, Optional.of("b"))), false),
                new Neighbour(
                        1,
                        widget("b", hostile, new Port(PortType.P, Optional.of(hostile))),
                        false)));
        Drawing drawing = Drawing.of(two);

        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(drawing.svg().getBytes(UTF_8)));
        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
        NodeList titles = svg.getElementsByTagName("title");
        assertThat(titles.item(0).getTextContent())
                .contains("<script>alert(1)</script>\"'&]]>\\u{a}\\u{0}\\u{202e}{}%");

        assertThat(drawing.dot().lines()).hasSize(6);
        assertThat(drawing.dot())
                .contains("[label=\"<script>alert(1)</script>\\\"'&]]>\\\\u{a}\\\\u{0}");
        assertThat(drawing.mermaid().lines()).hasSize(4);
        assertThat(drawing.mermaid()).doesNotContain("<", "`", "\"]\"").contains("#60;script#62;");
        assertThat(drawing.json()).contains("\\u000a\\u0000").doesNotContain("\u0000");
    }

    private static Widget widget(String serialNumber, String name, Port... ports) {
        return new Widget(serialNumber, name, List.of(ports));
    }

    @Test
    void a_drawing_is_always_the_same() {
        assertThat(Drawing.of(random(60, "")).svg())
                .isEqualTo(Drawing.of(random(60, "")).svg());
    }

    @Test
    void free_ports_and_ports_that_lead_out_are_drawn_differently() {
        String svg = Drawing.of(new Neighbourhood(List.of(new Neighbour(
                        0,
                        widget(
                                "a",
                                "",
                                new Port(PortType.P, Optional.empty()),
                                new Port(PortType.Q, Optional.of("elsewhere"))),
                        true))))
                .svg();
        assertThat(svg)
                .contains("<title>a, port P: free</title>")
                .contains("<title>a, port Q: leads to a widget that is not in the picture</title>");
    }

    @Test
    void the_drawing_of_no_path_is_empty() {
        Drawing drawing = Drawing.of(new WidgetTopology.Path(
                WidgetTopology.PathResult.NOT_CONNECTED, List.of(), List.of(), 2));
        assertThat(drawing.svg()).contains("No widgets");
        assertThat(drawing.dot()).isEqualTo("graph widgets {\n  node [shape=box];\n}\n");
    }
}
