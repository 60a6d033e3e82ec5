package dev.widgets.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.TransferFormat;
import dev.widgets.WidgetExporter;
import dev.widgets.WidgetRepository;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();

    private static final String WIDGETS = """
            serial_number,name,ports,peer_1,peer_2,peer_3
            =1+1,"a ""quoted"", name",R,,,
            W-1,"",PPQ,,W-2,
            W-2,"two
            lines \uD83D\uDD27",PR,W-1,,
            """;

    private final Terminal terminal = Terminal.on(DATABASE);

    @TempDir
    private Path folder;

    @BeforeEach
    void fill() {
        DATABASE.clear();
        WidgetRepository widgets = DATABASE.widgets();
        widgets.add("=1+1", "a \"quoted\", name", Ports.parse("R"));
        widgets.add("W-1", "", Ports.parse("PPQ"));
        widgets.add("W-2", "two\nlines \uD83D\uDD27", Ports.parse("PR"));
        widgets.add("W-0", "", Ports.parse("P"));
        widgets.associate("W-1", "W-0", PortType.P);
        widgets.associate("W-1", "W-2", PortType.P);
        widgets.remove("W-0");
    }

    @Test
    void standard_output_has_every_widget_with_its_peers_as_list_prints_them() {
        Screen screen = terminal.run("export");
        assertThat(screen.exitCode()).isZero();
        assertThat(screen.out()).startsWith("serial_number,name,ports,peer_1,peer_2,peer_3\n");
        assertThat(screen.out().lines())
                .containsExactlyInAnyOrderElementsOf(WIDGETS.lines().toList());
        assertThat(screen.err()).isEqualTo("Exported 3 widgets.\n");
    }

    @Test
    void json_lines_have_one_object_for_each_widget() {
        assertThat(terminal.run("export", "--format", "jsonl").out().lines())
                .containsExactlyInAnyOrder(
                        "{\"serial_number\":\"=1+1\",\"name\":\"a \\\"quoted\\\", name\","
                                + "\"ports\":\"R\",\"peers\":[null]}",
                        "{\"serial_number\":\"W-1\",\"name\":\"\",\"ports\":\"PPQ\","
                                + "\"peers\":[null,\"W-2\",null]}",
                        "{\"serial_number\":\"W-2\",\"name\":\"two\\nlines \uD83D\uDD27\","
                                + "\"ports\":\"PR\",\"peers\":[\"W-1\",null]}");
    }

    @Test
    void widgets_and_associations_go_to_two_files_of_one_snapshot() throws IOException {
        Path widgets = folder.resolve("widgets.jsonl");
        Path associations = folder.resolve("associations.csv.gz");
        terminal.run(
                        "export",
                        widgets.toString(),
                        "--associations",
                        associations.toString(),
                        "--format",
                        "csv")
                .shows(0, "", "Exported 3 widgets and 1 association.\n");
        assertThat(Files.readString(widgets)).startsWith("serial_number,name,ports\n");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(associations))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("serial_number,peer_serial_number,port\nW-1,W-2,P\n");
        }
    }

    @Test
    void changes_meanwhile_do_not_show() throws IOException {
        ByteArrayOutputStream widgets = new ByteArrayOutputStream();
        ByteArrayOutputStream associations = new ByteArrayOutputStream();
        WidgetExporter.over(DATABASE.dataSource())
                .export(TransferFormat.CSV, widgets, associations, (done, expected) -> {
                    if (done == 3) {
                        DATABASE.widgets().remove("W-1");
                    }
                });
        assertThat(associations.toString(StandardCharsets.UTF_8)).contains("W-1,W-2,P");
        assertThat(DATABASE.query("select count(*) from widgets.widgets")).isEqualTo("2");
    }

    @Test
    void an_application_may_export() {
        terminal.run("roles");
        DATABASE.execute("drop role if exists exporter");
        DATABASE.execute("create role exporter login password 'x' in role widgets_app");
        String url = DATABASE.url()
                .replaceFirst("user=postgres&password=.*", "user=exporter&password=x");
        assertThat(new Terminal().with("WIDGETS_URL", url).run("export").exitCode())
                .isZero();
        DATABASE.execute("drop role exporter");
    }

    @Test
    void a_file_that_cannot_be_completed_does_not_appear() throws IOException {
        DATABASE.execute("alter view widgets.slots rename to slots_away");
        try {
            Screen screen = terminal.run(
                    "export",
                    folder.resolve("widgets.csv").toString(),
                    "--associations",
                    folder.resolve("associations.csv").toString());
            assertThat(screen.exitCode()).isEqualTo(1);
            try (var files = Files.list(folder)) {
                assertThat(files).isEmpty();
            }
        } finally {
            DATABASE.execute("alter view widgets.slots_away rename to slots");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            export a.csv.zst                 | 2 | Zstandard is not built in (a.csv.zst); use .gz, or a pipe: widgets export ! zstd >a.csv.zst
            export a.csv --associations a.csv | 2 | Widgets and associations need different files, not twice a.csv.
            export /nowhere/a.csv            | 1 | Could not write the export: /nowhere does not exist.
            """)
    void what_cannot_be_written_is_refused(String line, int exitCode, String message) {
        Screen screen = terminal.run(line.split(" ", -1));
        assertThat(screen.exitCode()).isEqualTo(exitCode);
        assertThat(screen.err()).contains(message.replace(" ! zstd", " | zstd"));
    }
}
