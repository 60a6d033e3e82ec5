package dev.widgets.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.WidgetRepository;
import dev.widgets.cli.fixture.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an import refuses, and how it says so. */
class ImportRefusalTest extends ImportScenario {

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
            FILE,7,ports,port_is_p_q_or_r,ports is PX.
            FILE,8,,row_is_well_formed,The row has 2 fields; the header has 6.
            FILE,9,,row_is_well_formed,A quote is inside a field that does not begin with one; quote the field and double the quotes in it.
            FILE,10,peer_1,no_self_association,"Both serial numbers are ""G""."
            FILE,11,peer_1,widget_exists,"No widget has the serial number ""Z""."
            FILE,12,peer_1,association_has_two_ends,"The row of ""B"" does not name ""I"" on port type P."
            FILE,13,peer_2,association_is_unique_per_port,\"""J"" and ""K"" are associated on port type P."
            FILE,15,serial_number,serial_number_is_unique,"The serial number ""OLD"" is already in use."
            FILE,16,peer_2,row_is_well_formed,"The row names a peer for port 2, but port 1 is the last one of the widget."
            FILE,17,,row_is_well_formed,A quoted field is not closed; a quote is missing.
            """;

    @Test
    void every_row_that_is_refused_is_named_and_nothing_is_written() throws IOException {
        DATABASE.widgets().add("OLD", "", Ports.parse("P"));
        String bad = file("bad.csv", BAD);
        Path rejects = folder.resolve("rejects.csv");
        Map<String, String> options = Map.of(
                "--on-error=stop",
                "Nothing was changed: 13 rejects. The other rows are 7 widgets and 2 associations.\n",
                "--dry-run",
                "Would import 7 widgets and 2 associations; 13 rejects.\n");
        for (String option : options.keySet()) {
            Screen screen = terminal.run("import", bad, option, "--rejects", rejects.toString());
            assertThat(screen.exitCode()).isEqualTo(3);
            assertThat(Files.readString(rejects).replace("\r\n", "\n").replace(bad, "FILE"))
                    .isEqualTo(REJECTS);
            assertThat(screen.err())
                    .contains("bad.csv, line 7, ports: ports is PX. (port_is_p_q_or_r)\n");
            assertThat(screen.out()).isEqualTo(options.get(option));
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
                        "Imported 7 widgets and 2 associations in .* s, run \\d+; 13 rejects\\.\n");
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
        assertThat(skip.out()).contains("Imported 4 widgets and ").contains("; 7 rejects.");
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
        assertThat(screen.exitCode()).isEqualTo(2);
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
            import /nowhere/a.csv      | 2 | The file /nowhere/a.csv does not exist.
            """)
    void what_cannot_be_done_is_refused(String line, int exitCode, String message) {
        DATABASE.execute("delete from widgets_store.import_blocks");
        DATABASE.execute("delete from widgets_store.import_runs");
        Screen screen = terminal.run(line.split(" ", -1));
        assertThat(screen.exitCode()).as(screen.toString()).isEqualTo(exitCode);
        assertThat(screen.err()).endsWith("widgets: " + message.replace(" ! ", " | ") + "\n");
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
        assertThat(screen.out())
                .isEqualTo("Would import 1 widget and 0 associations; 5 rejects.\n");
    }
}
