package dev.widgets.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.WidgetRepository;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an import reads and writes. */
class ImportTest extends ImportScenario {

    /** A hash of all rows, with the port of each peer. */
    private static final String EXACT =
            "select count(*) || ' ' || sum(hashtextextended(w::text, 0)) from widgets.widgets w";

    /** The same, without which of several ports of a type leads to which peer. */
    private static final String BY_TYPE = """
            select count(*) || ' ' || sum(hashtextextended(concat_ws('|', w.serial_number, w.name,
              w.ports, (select string_agg(s.port || coalesce(s.peer, ''), ' '
                order by s.port, s.peer)
              from widgets.slots s where s.serial_number = w.serial_number)), 0))
            from widgets.widgets w
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {"registry.csv", "registry.csv.gz", "registry.jsonl", "registry.ndjson.gz"})
    void an_export_comes_back_as_it_was(String name) {
        terminal.run("seed", "-n", "60000");
        String before = DATABASE.query(EXACT);
        String file = folder.resolve(name).toString();
        assertThat(terminal.run("export", file).exitCode()).isZero();
        DATABASE.clear();
        Screen screen = terminal.run("import", file);
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
        assertThat(screen.out())
                .matches(
                        "Imported 60,000 widgets and [\\d,]+ associations in [\\d.]+ s, run \\d+.\n");
        assertThat(DATABASE.query(EXACT)).isEqualTo(before);
        isSound();
    }

    /** Blocks that begin elsewhere than those of the seeder separate many widgets of a pair. */
    @Test
    void associations_between_blocks_and_between_files_come_back() throws IOException {
        terminal.run("seed", "-n", "110000", "--associated", "0.8");
        for (int i = 1; i <= 40; i++) {
            DATABASE.widgets().remove(String.format("W-%010d", i * 100));
        }
        String before = DATABASE.query(BY_TYPE);
        String exact = DATABASE.query(EXACT);
        String one = folder.resolve("registry.csv").toString();
        String widgets = folder.resolve("widgets.csv").toString();
        String associations = folder.resolve("associations.jsonl").toString();
        terminal.run("export", one);
        terminal.run("export", widgets, "--associations", associations, "--format", "csv");
        Files.move(Path.of(associations), folder.resolve("associations.csv"));
        DATABASE.clear();
        assertThat(terminal.run("import", one).exitCode()).isZero();
        assertThat(DATABASE.query(EXACT)).isEqualTo(exact);
        isSound();
        assertThat(terminal.run("import", "--remove").exitCode()).isZero();
        assertThat(DATABASE.query("select count(*) from widgets.widgets")).isEqualTo("0");

        String second = folder.resolve("associations.csv").toString();
        assertThat(terminal.run("import", second, widgets).exitCode()).isZero();
        assertThat(DATABASE.query(BY_TYPE)).isEqualTo(before);
        isSound();
    }

    /** A widget with three ports of a type, rows that name peers, and both directions. */
    @Test
    void associations_of_a_file_take_the_free_ports_in_their_order() throws IOException {
        DATABASE.widgets().add("X", "", Ports.parse("P"));
        String widgets = file("w.csv", """
                serial_number,name,ports,peer_1,peer_2,peer_3
                A,,PPP,,,
                B,,P,,,
                C,,PQ,,,
                D,,PPQ,,F,
                E,,PP,,,
                F,,PQ,D,,
                """);
        String pairs = file("a.csv", """
                serial_number,peer_serial_number,port
                C,A,P
                A,B,P
                D,A,P
                C,D,Q
                E,X,P
                """);
        Screen screen = terminal.run("import", pairs, widgets);
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
        assertThat(screen.out()).startsWith("Imported 6 widgets and 6 associations in ");
        assertThat(DATABASE.query("select string_agg(w::text, ' ' order by serial_number)"
                        + " from widgets.widgets w"))
                .isEqualTo("(A,\"\",PPP,\"{C,B,D}\") (B,\"\",P,{A}) (C,\"\",PQ,\"{A,D}\")"
                        + " (D,\"\",PPQ,\"{A,F,C}\") (E,\"\",PP,\"{X,NULL}\")"
                        + " (F,\"\",PQ,\"{D,NULL}\") (X,\"\",P,{E})");
        isSound();
    }

    @Test
    void associations_with_widgets_that_existed_are_recorded_in_the_history() throws IOException {
        DATABASE.widgets().add("X", "", Ports.parse("P"));
        assertThat(terminal.run("history", "enable").exitCode()).isZero();
        try {
            String file = file("a.jsonl", """
                    {"serial_number":"A","name":"","ports":"P"}
                    {"serial_number":"X","peer_serial_number":"A","port":"P"}
                    """);
            assertThat(terminal.run("import", file).exitCode()).isZero();
            assertThat(DATABASE.query("select concat_ws(' ', operation, serial_number,"
                            + " peer_serial_number, port) from widgets_store.history"))
                    .isEqualTo("associate_widgets X A P");
        } finally {
            terminal.run("history", "disable");
        }
        isSound();
    }

    @Test
    void hostile_texts_come_back_as_they_were() {
        WidgetRepository widgets = DATABASE.widgets();
        List<String> texts = List.of(
                "\"",
                "\"\"",
                ",",
                "a\nb",
                "a\r\nb",
                "\r",
                "\\",
                "\\.",
                "\\N",
                "NULL",
                "null",
                "=1+1",
                "@SUM(A1)",
                "'; drop table x; --",
                "\uFEFF",
                "\u202Eabc",
                "\uD83D\uDD27",
                " ",
                "\t",
                "\u0001",
                "{\"a\":[null]}",
                "\u0645\u0631\u062D\u0628\u0627");
        for (String text : texts) {
            widgets.add(text, text, Ports.parse("PQ"));
        }
        for (int i = 1; i < texts.size(); i++) {
            widgets.associate(texts.get(i - 1), texts.get(i), i % 2 == 0 ? PortType.P : PortType.Q);
        }
        String before = DATABASE.query(EXACT);
        for (String name : List.of("a.csv", "a.jsonl")) {
            String file = folder.resolve(name).toString();
            assertThat(terminal.run("export", file).exitCode()).isZero();
            DATABASE.clear();
            Screen screen = terminal.run("import", file);
            assertThat(screen.exitCode()).as(screen.toString()).isZero();
            assertThat(DATABASE.query(EXACT)).isEqualTo(before);
        }
        isSound();
    }

    @Test
    void the_list_of_another_program_is_read_too() throws IOException {
        terminal.run(
                "import",
                file(
                        "a.csv",
                        "\uFEFF\"Ports\",serial_number , name,peer_1,peer_2,peer_3\r\n"
                                + "rqp,A,one,B,,\r\n"
                                + "\r\n"
                                + "\"R\",\"B\",\"\"\"two\"\"\",A,,\r\n"));
        assertThat(
                        DATABASE.query(
                                "select string_agg(w::text, ' ' order by serial_number) from widgets.widgets w"))
                .isEqualTo("(A,one,PQR,\"{NULL,NULL,B}\") (B,\"\"\"two\"\"\",R,{A})");
        terminal.run("import", file("b.jsonl", """
                {"serial_number":"C","name":"\\u00e9","ports":["Q","P"],"peers":[null,"D"]}
                {"serial_number":"D","name":"","ports":"P","peers":["C"]}
                {"serial_number":"C","peer_serial_number":"A","port":"q"}
                """));
        assertThat(DATABASE.query(
                        "select w::text from widgets.widgets w where serial_number = 'C'"))
                .isEqualTo("(C,\u00e9,PQ,\"{D,A}\")");
        isSound();
    }

    @Test
    void standard_input_is_read() {
        InputStream in = System.in;
        System.setIn(new ByteArrayInputStream(
                "serial_number,name,ports\nA,,P\n".getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(terminal.run("import", "-").exitCode()).isZero();
        } finally {
            System.setIn(in);
        }
        assertThat(DATABASE.query("select count(*) from widgets.widgets")).isEqualTo("1");
    }

    @Test
    void names_of_widgets_that_exist_change_only_if_asked_for() throws IOException {
        WidgetRepository widgets = DATABASE.widgets();
        widgets.add("A", "old", Ports.parse("P"));
        widgets.add("B", "old", Ports.parse("P"));
        String file = file("a.csv", """
                serial_number,name,ports,peer_1
                A,new,P,C
                B,new,Q,
                C,new,P,A
                """);
        assertThat(terminal.run("import", file).exitCode()).isEqualTo(3);
        Screen screen = terminal.run("import", file, "--update", "names", "--on-error", "skip");
        assertThat(screen.err())
                .contains("line 3, serial_number: The serial number \"B\" is already");
        assertThat(screen.out()).startsWith("Imported 1 widget, 1 association and 1 new name in ");
        assertThat(DATABASE.query("select string_agg(w::text, ' ' order by serial_number)"
                        + " from widgets.widgets w"))
                .isEqualTo("(A,new,P,{C}) (B,old,P,{NULL}) (C,new,P,{A})");
        isSound();
    }

    @Test
    void a_member_of_the_owner_may_import_and_an_application_may_not() throws IOException {
        terminal.run("roles");
        DATABASE.execute("drop role if exists importer");
        DATABASE.execute("create role importer login password 'x' in role widgets_owner");
        String url = DATABASE.url()
                .replaceFirst("user=postgres&password=.*", "user=importer&password=x");
        String file = file("a.csv", "serial_number,name,ports\nA,,P\n");
        Screen screen = new Terminal().with("WIDGETS_URL", url).run("import", file);
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
        DATABASE.execute("revoke widgets_owner from importer");
        DATABASE.execute("grant widgets_app to importer");
        Screen refused = new Terminal().with("WIDGETS_URL", url).run("import", file);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("connect as the owner of the registry");
        DATABASE.execute("drop role importer");
    }
}
