package dev.widgets.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.WidgetRepository;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();

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

    private final Terminal terminal = Terminal.on(DATABASE);

    @TempDir
    private Path folder;

    @BeforeEach
    void clear() {
        DATABASE.clear();
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private void isSound() {
        Screen screen = terminal.run("verify");
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
    }

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
        String one = folder.resolve("registry.csv").toString();
        String widgets = folder.resolve("widgets.csv").toString();
        String associations = folder.resolve("associations.jsonl").toString();
        terminal.run("export", one);
        terminal.run("export", widgets, "--associations", associations, "--format", "csv");
        Files.move(Path.of(associations), folder.resolve("associations.csv"));
        DATABASE.clear();
        assertThat(terminal.run("import", one).exitCode()).isZero();
        assertThat(DATABASE.query(BY_TYPE)).isEqualTo(before);
        isSound();
        assertThat(terminal.run("import", "--remove").exitCode()).isZero();
        assertThat(DATABASE.query("select count(*) from widgets.widgets")).isEqualTo("0");

        String second = folder.resolve("associations.csv").toString();
        assertThat(terminal.run("import", second, widgets).exitCode()).isZero();
        assertThat(DATABASE.query(BY_TYPE)).isEqualTo(before);
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

    private static final String BAD = """
            serial_number,name,ports,peer_1,peer_2,peer_3
            A,ok,PQ,B,,
            B,ok,P,A,,
            A,twice,P,,,
            ,empty,P,,,
            C,no ports,,,,
            D,letters,PX,,,
            E,short
            F,a "quote",P,,,
            G,self,P,G,,
            H,unknown peer,P,Z,,
            I,one end,P,B,,
            J,twice,PP,K,K,
            K,twice,PP,J,,
            OLD,exists,P,,,
            L,too many,P,,B,
            M,"not closed,P,,,
            """;

    private static final String REJECTS = """
            file,line,column,rule,text
            FILE,4,serial_number,serial_number_is_unique,"The serial number ""A"" is already in use."
            FILE,5,serial_number,serial_number_has_1_to_255_characters,serial_number has 0 characters.
            FILE,6,ports,widget_has_1_to_3_ports,ports has 0 elements.
            FILE,7,ports,widget_has_1_to_3_ports,ports is PX.
            FILE,8,,row_is_well_formed,The row has 2 fields; the header has 6.
            FILE,9,,row_is_well_formed,A quote is inside a field that does not begin with one; quote the field and double the quotes in it.
            FILE,10,peer_1,no_self_association,"Both serial numbers are ""G""."
            FILE,11,peer_1,widget_exists,"No widget has the serial number ""Z""."
            FILE,12,peer_1,association_has_two_ends,"The row of ""B"" does not name ""I"" on port type P."
            FILE,13,peer_2,association_is_unique_per_port,\"""J"" and ""K"" are associated on port type P."
            FILE,15,serial_number,serial_number_is_unique,"The serial number ""OLD"" is already in use."
            FILE,16,peer_2,row_is_well_formed,"The row names a peer for port 2, but the widget has 1 ports."
            FILE,17,,row_is_well_formed,A quoted field is not closed; a quote is missing.
            """;

    @Test
    void every_row_that_is_refused_is_named_and_nothing_is_written() throws IOException {
        DATABASE.widgets().add("OLD", "", Ports.parse("P"));
        String bad = file("bad.csv", BAD);
        Path rejects = folder.resolve("rejects.csv");
        for (String option : List.of("--on-error=stop", "--dry-run")) {
            Screen screen = terminal.run("import", bad, option, "--rejects", rejects.toString());
            assertThat(screen.exitCode()).isEqualTo(3);
            assertThat(Files.readString(rejects).replace("\r\n", "\n").replace(bad, "FILE"))
                    .isEqualTo(REJECTS);
            assertThat(screen.err())
                    .contains("bad.csv, line 7, ports: ports is PX. (widget_has_1_to_3_ports)\n");
            assertThat(screen.out()).contains("7 widgets and 2 associations. 13 were refused.\n");
            assertThat(DATABASE.query("select count(*) from widgets.widgets")).isEqualTo("1");
        }
    }

    @Test
    void the_other_rows_are_written_if_refused_ones_are_skipped() throws IOException {
        DATABASE.widgets().add("OLD", "", Ports.parse("P"));
        Screen screen = terminal.run("import", file("bad.csv", BAD), "--on-error", "skip");
        assertThat(screen.exitCode()).isEqualTo(3);
        assertThat(screen.out())
                .matches(
                        "Imported 7 widgets and 2 associations in .* s, run \\d+\\. 13 were refused.\n");
        assertThat(DATABASE.query("select string_agg(w::text, ' ' order by serial_number)"
                        + " from widgets.widgets w"))
                .isEqualTo(
                        "(A,ok,PQ,\"{B,NULL}\") (B,ok,P,{A}) (G,self,P,{NULL})"
                                + " (H,\"unknown peer\",P,{NULL}) (I,\"one end\",P,{NULL})"
                                + " (J,twice,PP,\"{K,NULL}\") (K,twice,PP,\"{J,NULL}\") (OLD,\"\",P,{NULL})");
        isSound();
    }

    @Test
    void associations_are_checked_against_each_other_and_against_the_registry() throws IOException {
        WidgetRepository widgets = DATABASE.widgets();
        widgets.add("X", "", Ports.parse("PQ"));
        widgets.add("Y", "", Ports.parse("PQ"));
        widgets.associate("X", "Y", PortType.P);
        String rows = file("w.csv", "serial_number,name,ports\nA,,PP\nB,,P\nC,,P\nD,,P\n");
        String pairs = file("a.csv", """
                serial_number,peer_serial_number,port
                A,B,P
                B,A,P
                A,C,P
                A,D,P
                X,Y,P
                X,Y,q
                X,D,P
                A,A,P
                A,Z,P
                C,Q,S
                """);
        Screen screen = terminal.run("import", rows, pairs, "--dry-run");
        assertThat(screen.err()
                        .lines()
                        .filter(line -> line.contains(", line "))
                        .map(line -> line.replaceAll("^.*/a.csv, ", "")))
                .as(screen.toString())
                .containsExactly(
                        "line 3, port: \"B\" and \"A\" are associated on port type P."
                                + " (association_is_unique_per_port)",
                        "line 5, serial_number: Every port of type P of \"A\" is in use; its ports are"
                                + " PP. (port_is_free)",
                        "line 6, port: \"X\" and \"Y\" are associated on port type P."
                                + " (association_is_unique_per_port)",
                        "line 8, serial_number: Every port of type P of \"X\" is in use; its ports are"
                                + " PQ. (port_is_free)",
                        "line 9, peer_serial_number: Both serial numbers are \"A\"."
                                + " (no_self_association)",
                        "line 10, peer_serial_number: No widget has the serial number \"Z\"."
                                + " (widget_exists)",
                        "line 11, port: port is S. (port_is_p_q_or_r)");
        Screen skip = terminal.run("import", rows, pairs, "--on-error", "skip");
        assertThat(skip.out()).contains("Imported 4 widgets and ").contains(" 7 were refused.");
        assertThat(DATABASE.query("select string_agg(w::text, ' ' order by serial_number)"
                        + " from widgets.widgets w"))
                .isEqualTo("(A,\"\",PP,\"{B,C}\") (B,\"\",P,{A}) (C,\"\",P,{A}) (D,\"\",P,{NULL})"
                        + " (X,\"\",PQ,\"{Y,Y}\") (Y,\"\",PQ,\"{X,X}\")");
        isSound();

        assertThat(terminal.run("import", "--remove").err()).contains("Removed 4 widgets.\n");
        assertThat(DATABASE.query("select string_agg(w::text, ' ' order by serial_number)"
                        + " from widgets.widgets w"))
                .isEqualTo("(X,\"\",PQ,\"{Y,NULL}\") (Y,\"\",PQ,\"{X,NULL}\")");
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
        assertThat(screen.out())
                .startsWith("Imported 1 widgets, names of 1 others and 1 associations");
        assertThat(DATABASE.query("select string_agg(w::text, ' ' order by serial_number)"
                        + " from widgets.widgets w"))
                .isEqualTo("(A,new,P,{C}) (B,old,P,{NULL}) (C,new,P,{A})");
        isSound();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            serial,name,ports       | The header is serial,name,ports; expected serial_number,name,ports with or without
            serial_number,name      | The header is serial_number,name; expected
            serial_number,name,ports,name | The header is serial_number,name,ports,name; expected
                                    | The file is empty; a header was expected.
            """)
    void a_file_with_an_unknown_header_is_refused(String header, String message)
            throws IOException {
        Screen screen = terminal.run("import", file("a.csv", header == null ? "" : header + "\n"));
        assertThat(screen.exitCode()).isEqualTo(1);
        assertThat(screen.err()).contains("a.csv cannot be imported. " + message);
        assertThat(screen.err()).endsWith(" Nothing was changed.\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            import                     | 2 | Give files, --resume or --remove. See: widgets import --help
            import a.csv --resume      | 2 | Give files, --resume or --remove. See: widgets import --help
            import --remove --dry-run  | 2 | --dry-run, --update and --on-error belong to an import of files.
            import a.csv.zst           | 2 | Zstandard is not built in (a.csv.zst); use .gz, or a pipe: zstd -dc a.csv.zst ! widgets import -
            import --resume            | 3 | There is no import to resume.
            import --remove            | 3 | There is no import to remove. Only the latest one can be removed, once.
            import /nowhere/a.csv      | 1 | Could not read or write a file: /nowhere/a.csv does not exist.
            """)
    void what_cannot_be_done_is_refused(String line, int exitCode, String message) {
        DATABASE.execute("delete from widgets_store.import_blocks");
        DATABASE.execute("delete from widgets_store.import_runs");
        Screen screen = terminal.run(line.split(" ", -1));
        assertThat(screen.exitCode()).as(screen.toString()).isEqualTo(exitCode);
        assertThat(screen.err()).endsWith("widgets: " + message.replace(" ! ", " | ") + "\n");
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

    @Test
    void json_that_is_not_well_formed_is_named() throws IOException {
        Screen screen = terminal.run("import", "--dry-run", file("a.jsonl", """
                {"serial_number":"A","name":"","ports":"P"}
                {"serial_number":"A"
                [1]
                {"serial_number":"B","name":null,"ports":"P"}
                {"serial_number":"C","name":"","ports":"P","colour":"red"}
                {"serial_number":"\\ud800","name":"","ports":"P"}
                """));
        assertThat(screen.err()
                        .lines()
                        .filter(line -> line.contains(", line "))
                        .map(line -> line.replaceAll("^.*/a.jsonl, ", "")))
                .containsExactly(
                        "line 2: The row is not a JSON object of texts: it ends early."
                                + " (row_is_well_formed)",
                        "line 3: The row is not a JSON object of texts: it is wrong at character 1."
                                + " (row_is_well_formed)",
                        "line 4: The value of \"name\" is null. (row_is_well_formed)",
                        "line 5: The key \"colour\" is unknown. (row_is_well_formed)",
                        "line 6: The row has an unpaired surrogate at index 0. (row_is_well_formed)");
        assertThat(screen.out()).contains("Would import 1 widgets");
        assertThat(Pattern.matches("(?s).*5 were refused.*", screen.out())).isTrue();
    }
}
