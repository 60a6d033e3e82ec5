package dev.widgets.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.WidgetRepository;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Terminal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code widgets graph} and {@code widgets path}. */
class GraphTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();

    private final Terminal terminal = Terminal.on(DATABASE);

    /** A square W-1, W-2, W-3, W-4 whose first side is double, a tail from W-3, and one alone. */
    @BeforeAll
    static void seven_widgets() {
        WidgetRepository widgets = DATABASE.widgets();
        for (int i = 1; i <= 7; i++) {
            widgets.add("W-" + i, i == 1 ? "pump" : "", Ports.parse("PQR"));
        }
        widgets.associate("W-1", "W-2", PortType.P);
        widgets.associate("W-1", "W-2", PortType.Q);
        widgets.associate("W-2", "W-3", PortType.R);
        widgets.associate("W-3", "W-4", PortType.P);
        widgets.associate("W-1", "W-4", PortType.R);
        widgets.associate("W-3", "W-5", PortType.Q);
        widgets.associate("W-5", "W-6", PortType.R);
    }

    @Test
    void graph_draws_a_tree_with_every_port() {
        terminal.run("graph", "W-1").shows(0, """
                        W-1  pump
                        ├─ P  W-2
                        │  ├─ Q  (W-1)
                        │  └─ R  W-3
                        │     ├─ P  (W-4)
                        │     └─ Q  W-5 ...
                        ├─ Q  (W-2)
                        └─ R  W-4
                           ├─ P  (W-3)
                           └─ Q  free
                        """, "");
    }

    @Test
    void graph_says_when_it_is_cut_off() {
        terminal.run("graph", "W-1", "--hops", "5", "--most", "2")
                .shows(
                        0,
                        """
                        W-1  pump
                        ├─ P  W-2
                        │  ├─ Q  (W-1)
                        │  └─ R  W-3 ...
                        ├─ Q  (W-2)
                        └─ R  W-4 ...
                        """,
                        "There are more widgets within 5 hops: the limit is 2. Raise it with --most.\n");
    }

    @Test
    void graph_writes_the_forms_that_other_programs_read() {
        terminal.run("graph", "W-1", "--hops=1", "-o", "csv")
                .shows(
                        0,
                        "serial_number,peer_serial_number,port\r\nW-1,W-2,P\r\nW-1,W-2,Q\r\nW-1,W-4,R\r\n",
                        "");
        assertThat(terminal.run("graph", "W-1", "-o", "dot").out())
                .startsWith("graph widgets {\n")
                .contains("n0 -- n1 [label=Q];");
        assertThat(terminal.run("graph", "W-1", "-o", "mermaid").out())
                .startsWith("graph LR\n")
                .contains("n0 ---|R| n2");
        assertThat(terminal.run("graph", "W-1", "-o", "json").out())
                .contains("{\"id\": \"W-1\", \"hops\": 0, \"name\": \"pump\", \"ports\": \"PQR\"");
        assertThat(terminal.run("graph", "W-1", "-o", "svg").out()).startsWith("<svg ");
    }

    @Test
    void path_shows_each_widget_and_the_port_between() {
        terminal.run("path", "W-1", "W-6").shows(0, """
                        W-1
                        │ P
                        W-2
                        │ R
                        W-3
                        │ Q
                        W-5
                        │ R
                        W-6
                        """, "");
    }

    @Test
    void path_tells_no_path_from_no_answer() {
        terminal.run("path", "W-1", "W-7")
                .shows(
                        3,
                        "",
                        "widgets: There is no path between the widgets: they are in different components.\n");
        terminal.run("path", "W-1", "W-6", "--most", "2")
                .shows(
                        1,
                        "",
                        "widgets: No path was found among the first 4 widgets. Search farther with --most.\n");
    }

    @Test
    void a_widget_that_does_not_exist_is_refused() {
        terminal.run("graph", "ghost")
                .shows(
                        3,
                        "",
                        "widgets: The widget does not exist. No widget has the serial number \"ghost\"."
                                + " List widgets with: widgets list\n");
        terminal.run("path", "W-1", "ghost")
                .shows(
                        3,
                        "",
                        "widgets: The widget does not exist. No widget has the serial number \"ghost\"."
                                + " List widgets with: widgets list\n");
        assertThat(terminal.run("graph", "W-1", "--hops", "101").exitCode()).isEqualTo(2);
    }
}
