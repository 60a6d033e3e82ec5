package dev.widgets.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operations on each line of a file. */
class LinesFileTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();

    private static final String ROWS =
            "select string_agg(w::text, ' ' order by serial_number) from widgets.widgets w";

    private final Terminal terminal = Terminal.on(DATABASE);

    @TempDir
    private Path folder;

    @BeforeEach
    void clear() {
        DATABASE.clear();
    }

    private String file(String content) throws IOException {
        return Files.writeString(folder.resolve("lines.csv"), content).toString();
    }

    private static String lines(Screen screen) {
        return screen.out().replace("\r\n", "\n");
    }

    @Test
    void each_line_has_an_outcome_of_its_own_in_the_order_of_the_lines() throws IOException {
        DATABASE.widgets().add("OLD", "", Ports.parse("P"));
        Screen screen = terminal.run("add", "--from", file("""
                \uFEFFname,serial_number,ports
                "two
                lines",A,"q,p"
                "",OLD,P

                "",B,PX
                "",C
                "",D,R"""));
        assertThat(lines(screen)).isEqualTo("""
                line,serial_number,outcome,rule,text
                2,A,done,,
                4,OLD,refused,serial_number_is_unique,"The serial number ""OLD"" is already in use."
                6,B,refused,widget_has_1_to_3_ports,ports is 'PX'.
                7,C,refused,row_is_well_formed,"The line has 2 fields, unlike the header."
                8,D,done,,
                """);
        assertThat(screen.err()).isEqualTo(DATABASE.line() + "2 done, 3 refused.\n");
        assertThat(screen.exitCode()).isEqualTo(3);
        assertThat(DATABASE.query(ROWS))
                .isEqualTo("(A,\"two\nlines\",PQ,\"{NULL,NULL}\") (D,\"\",R,{NULL})"
                        + " (OLD,\"\",P,{NULL})");
    }

    @Test
    void pairs_are_associated_and_dissociated_and_widgets_removed() throws IOException {
        StringBuilder widgets = new StringBuilder("serial_number,name,ports\n");
        StringBuilder pairs = new StringBuilder("serial_number,peer_serial_number,port\n");
        for (int i = 0; i < 3_000; i++) {
            widgets.append('W').append(i).append(",,P\n");
            if (i % 2 == 1) {
                pairs.append('W').append(i - 1).append(",W").append(i).append(",p\n");
            }
        }
        Screen added = terminal.run("add", "--from", file(widgets.toString()));
        assertThat(added.err()).endsWith("3,000 done, 0 refused.\n");
        assertThat(added.out().lines().skip(1))
                .hasSize(3_000)
                .allMatch(one -> one.contains("done"));
        assertThat(terminal.run("associate", "--from", file(pairs.toString())).exitCode())
                .isZero();
        assertThat(DATABASE.query("select count(*) from widgets.slots where peer is not null"))
                .isEqualTo("3000");
        assertThat(terminal.run("dissociate", "--from", file(pairs + "W0,W2,P\n"))
                        .err())
                .endsWith("1,500 done, 1 refused.\n");
        DATABASE.widgets().associate("W0", "W1", PortType.P);
        InputStream in = System.in;
        System.setIn(new ByteArrayInputStream(widgets.toString().getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(terminal.run("remove", "--from", "-").exitCode()).isZero();
        } finally {
            System.setIn(in);
        }
        assertThat(DATABASE.query("select count(*) from widgets.widgets")).isEqualTo("0");
    }

    @Test
    void a_lost_database_ends_the_lines_with_an_outcome_for_each_that_was_begun()
            throws IOException {
        StringBuilder widgets = new StringBuilder("serial_number,name,ports\n");
        for (int i = 0; i < 20_000; i++) {
            widgets.append('W').append(i).append(",,P\n");
        }
        DATABASE.execute("create role caller login password 'x' superuser");
        String url =
                DATABASE.url().replaceFirst("user=postgres&password=.*", "user=caller&password=x");
        Thread killer = new Thread(() -> {
            while (Integer.parseInt(DATABASE.query("select count(*) from widgets.widgets"))
                    < 2_000) {
                Thread.onSpinWait();
            }
            DATABASE.execute("alter role caller nologin");
            DATABASE.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where usename = 'caller'");
        });
        killer.start();
        Screen screen = new Terminal()
                .with("WIDGETS_URL", url)
                .run("add", "--from", file(widgets.toString()));
        assertThat(screen.exitCode()).as(screen.err()).isIn(4, 5);
        long done = screen.out().lines().filter(one -> one.contains(",done,")).count();
        long unknown =
                screen.out().lines().filter(one -> one.contains(",unknown,")).count();
        long stored = Long.parseLong(DATABASE.query("select count(*) from widgets.widgets"));
        assertThat(stored).isBetween(done, done + unknown);
        assertThat(screen.out().lines().count()).isLessThan(20_001);
        DATABASE.execute("drop role caller");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            add                      | 2 | Missing required parameters: 'SERIAL', 'NAME', 'PORTS'. See: widgets add --help
            associate A B            | 2 | Missing required parameter: 'PORT'. See: widgets associate --help
            add A --from x.csv       | 2 | --from takes the place of the arguments. See: widgets add --help
            add --from FILE          | 2 | The header of FILE is serial_number; expected the columns serial_number,name,ports.
            add --from /nowhere/x    | 2 | The file /nowhere/x does not exist.
            """)
    void what_cannot_be_done_is_refused(String line, int exitCode, String message)
            throws IOException {
        String file = file("serial_number\nA\n");
        Screen screen = terminal.run(line.replace("FILE", file).split(" ", -1));
        assertThat(screen.exitCode()).as(screen.toString()).isEqualTo(exitCode);
        assertThat(screen.err()).endsWith("widgets: " + message.replace("FILE", file) + "\n");
    }
}
