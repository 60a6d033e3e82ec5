package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.widgets.WidgetTopology.Component;
import dev.widgets.WidgetTopology.Neighbour;
import dev.widgets.WidgetTopology.Neighbourhood;
import dev.widgets.WidgetTopology.Path;
import dev.widgets.WidgetTopology.PathResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The searches on a random graph, compared with a search in memory. */
@Tag("matrix")
class WidgetTopologyTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final int COUNT = 300;
    private static final List<String> PORTS =
            List.of("PQR", "PRR", "P", "PQR", "QQR", "PPQ", "PQ", "PQR", "PPR");

    private static final Map<String, Widget> GRAPH = new TreeMap<>();

    private Connection connection;
    private WidgetTopology topology;

    /** One connection for the searches of a test: opening one for each takes longer than they. */
    @BeforeEach
    void connect() throws SQLException {
        connection = database.connect();
        topology = WidgetTopology.over(connection);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    /** Several components, cycles, pairs with two associations, and widgets on their own. */
    @BeforeAll
    static void randomGraph() throws SQLException {
        try (Connection connection = database.connect()) {
            randomGraph(WidgetRepository.over(connection));
        }
    }

    private static void randomGraph(WidgetRepository widgets) {
        Random random = new Random(7);
        for (int i = 0; i < COUNT; i++) {
            widgets.add("w" + i, "widget " + i, Ports.parse(PORTS.get(i % PORTS.size())));
        }
        for (int i = 0; i < 5 * COUNT; i++) {
            PortType port = List.of(PortType.P, PortType.Q, PortType.R).get(random.nextInt(3));
            int from = random.nextInt(COUNT);
            // a few components: an association stays within a tenth of the widgets, or within the
            // rest
            int to = from < COUNT / 10
                    ? random.nextInt(COUNT / 10)
                    : COUNT / 10 + random.nextInt(COUNT * 9 / 10);
            try {
                widgets.associate("w" + from, "w" + to, port);
            } catch (RefusedException e) {
                // a port that is not free, or the same widget
                assertThat(e.rule())
                        .isIn(
                                Rule.PORT_IS_FREE,
                                Rule.NO_SELF_ASSOCIATION,
                                Rule.ASSOCIATION_IS_UNIQUE_PER_PORT);
            }
        }
        widgets.list(WidgetQuery.first(COUNT))
                .forEach(widget -> GRAPH.put(widget.serialNumber(), widget));
        assertThat(GRAPH).hasSize(COUNT);
    }

    /** The hops from a widget to each one of its component. */
    private static Map<String, Integer> hops(String start) {
        Map<String, Integer> hops = new HashMap<>(Map.of(start, 0));
        Deque<String> queue = new ArrayDeque<>(List.of(start));
        while (!queue.isEmpty()) {
            String widget = queue.remove();
            for (String peer : peers(widget)) {
                if (hops.putIfAbsent(peer, hops.get(widget) + 1) == null) {
                    queue.add(peer);
                }
            }
        }
        return hops;
    }

    private static List<String> peers(String widget) {
        return GRAPH.get(widget).ports().stream()
                .map(Port::peer)
                .flatMap(Optional::stream)
                .toList();
    }

    @Test
    void a_neighbourhood_has_every_widget_within_its_hops() {
        for (String start : List.of("w0", "w1", "w2", "w3", "w150", "w299")) {
            for (int hops = 0; hops <= 5; hops++) {
                assertNeighbourhood(topology.neighbourhood(start, hops, 500), start, hops);
            }
        }
    }

    private static void assertNeighbourhood(Neighbourhood actual, String start, int reach) {
        Map<String, Integer> within = new TreeMap<>(hops(start));
        within.values().removeIf(hops -> hops > reach);
        List<Neighbour> expected = within.entrySet().stream()
                .map(one -> new Neighbour(
                        one.getValue(),
                        GRAPH.get(one.getKey()),
                        !within.keySet().containsAll(peers(one.getKey()))))
                .sorted((a, b) -> a.hops() != b.hops()
                        ? a.hops() - b.hops()
                        : a.widget().serialNumber().compareTo(b.widget().serialNumber()))
                .toList();
        assertThat(actual.neighbours()).isEqualTo(expected);
        assertThat(actual.centre().serialNumber()).isEqualTo(start);
        assertThat(actual.more()).isEqualTo(within.size() < hops(start).size());
    }

    @Test
    void a_neighbourhood_that_is_cut_off_has_the_nearest_widgets_and_says_so() {
        List<Neighbour> whole = topology.neighbourhood("w150", 100, 500).neighbours();
        assertThat(whole).hasSizeGreaterThan(60);
        for (int most = 1; most < Math.min(60, whole.size()); most++) {
            Neighbourhood cut = topology.neighbourhood("w150", 100, most);
            assertThat(cut.neighbours().stream().map(Neighbour::widget))
                    .isEqualTo(whole.stream().limit(most).map(Neighbour::widget).toList());
            assertThat(cut.more()).isTrue();
        }
    }

    @Test
    void a_path_is_a_shortest_one_and_can_be_walked() {
        Random random = new Random(11);
        int found = 0;
        for (int i = 0; i < 200; i++) {
            String from = "w" + random.nextInt(COUNT);
            String to = "w" + random.nextInt(COUNT);
            Path path = topology.path(from, to, 10_000);
            Integer hops = hops(from).get(to);
            if (hops == null) {
                assertThat(path.result())
                        .as("%s to %s", from, to)
                        .isEqualTo(PathResult.NOT_CONNECTED);
                assertThat(path.serialNumbers()).isEmpty();
                continue;
            }
            found++;
            assertThat(path.result()).as("%s to %s", from, to).isEqualTo(PathResult.FOUND);
            assertThat(path.ports()).as("%s to %s", from, to).hasSize(hops);
            assertWalk(path, from, to);
            assertThat(topology.path(from, to, 10_000)).isEqualTo(path);
        }
        assertThat(found).isGreaterThan(50);
    }

    private static void assertWalk(Path path, String from, String to) {
        List<String> widgets = path.serialNumbers();
        assertThat(widgets.get(0)).isEqualTo(from);
        assertThat(widgets.get(widgets.size() - 1)).isEqualTo(to);
        for (int i = 0; i < path.ports().size(); i++) {
            assertThat(GRAPH.get(widgets.get(i)).ports())
                    .contains(new Port(path.ports().get(i), Optional.of(widgets.get(i + 1))));
        }
    }

    @Test
    void a_search_for_a_path_ends_at_its_limit_without_an_answer() {
        List<String> far = new ArrayList<>(hops("w150").entrySet().stream()
                .filter(one -> one.getValue() >= 4)
                .map(Map.Entry::getKey)
                .toList());
        assertThat(far).isNotEmpty();
        Path path = topology.path("w150", far.get(0), 2);
        assertThat(path.result()).isEqualTo(PathResult.LIMIT_REACHED);
        assertThat(path.serialNumbers()).isEmpty();
        assertThat(path.visited()).isBetween(3, 20);
    }

    @Test
    void the_path_from_a_widget_to_itself_has_no_step() {
        assertThat(WidgetTopology.over(database.dataSource()).path("w1", "w1", 1))
                .isEqualTo(new Path(PathResult.FOUND, List.of("w1"), List.of(), 1));
    }

    @Test
    void a_component_is_counted_whole_or_to_its_limit() {
        for (String start : List.of("w0", "w1", "w2", "w150", "w299")) {
            Map<String, Integer> hops = hops(start);
            int farthest =
                    hops.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
            assertThat(topology.component(start, 1_000_000))
                    .isEqualTo(new Component(hops.size(), farthest, false));
            assertThat(topology.component(start, hops.size()).more()).isFalse();
            if (hops.size() > 1) {
                Component cut = topology.component(start, hops.size() - 1);
                assertThat(cut.more()).isTrue();
                assertThat(cut.widgets()).isLessThan(hops.size());
            }
        }
    }

    @Test
    void a_refusal_does_not_abort_the_transaction_of_the_host() throws SQLException {
        connection.setAutoCommit(false);
        assertThatExceptionOfType(NoSuchWidgetException.class)
                .isThrownBy(() -> topology.neighbourhood("ghost", 1, 1))
                .withMessage(
                        "The widget does not exist. No widget has the serial number \"ghost\".");
        assertThatExceptionOfType(NoSuchWidgetException.class)
                .isThrownBy(() -> topology.path("w1", "ghost", 10))
                .satisfies(e -> assertThat(e.serialNumber()).isEqualTo("ghost"))
                .satisfies(e -> assertThat(e.argument()).isEqualTo("peer_serial_number"));
        assertThatExceptionOfType(NoSuchWidgetException.class)
                .isThrownBy(() -> topology.component("ghost", 10));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> topology.neighbourhood("w1", 101, 1))
                .withMessage(
                        "A limit must be within its range. hops is 101; it must be from 0 to 100.");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> topology.path("w1", "w2", 0))
                .satisfies(e -> assertThat(e.rule()).isEqualTo(Rule.LIMIT_IS_IN_RANGE));
        assertThat(topology.component("w1", 10).widgets()).isPositive();
    }

    @Test
    void the_functions_refuse_as_the_library_does() throws SQLException {
        assertRefused("get_neighbourhood('ghost')", "widget_exists", "serial_number");
        assertRefused("get_path('w1', 'ghost')", "widget_exists", "peer_serial_number");
        assertRefused("get_path('ghost', 'gone')", "widget_exists", "serial_number");
        assertRefused(
                "get_path('w1', null)",
                "serial_number_has_1_to_255_characters",
                "peer_serial_number");
        assertRefused(
                "get_component('')", "serial_number_has_1_to_255_characters", "serial_number");
        assertRefused("get_component('w1', null)", "limit_is_in_range", "most");
        assertRefused("get_path('w1', 'w2', 1000001)", "limit_is_in_range", "most");
        assertRefused("get_neighbourhood('w1', -1)", "limit_is_in_range", "hops");
    }

    private void assertRefused(String call, String rule, String argument) throws SQLException {
        assertThatExceptionOfType(org.postgresql.util.PSQLException.class)
                .as(call)
                .isThrownBy(() -> Rows.of(connection, "select * from widgets." + call))
                .satisfies(e ->
                        assertThat(e.getServerErrorMessage().getConstraint()).isEqualTo(rule))
                .satisfies(
                        e -> assertThat(e.getServerErrorMessage().getColumn()).isEqualTo(argument));
    }
}
