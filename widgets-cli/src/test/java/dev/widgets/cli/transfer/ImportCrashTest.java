package dev.widgets.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.RefusedException;
import dev.widgets.WidgetRepository;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kills processes while they import, and changes the registry meanwhile. */
class ImportCrashTest {

    private static final int SHARING = 20;

    private static final CommandDatabase DATABASE = CommandDatabase.create();

    /** The rows, with the peers of each port type. */
    private static final String CONTENT = """
            select count(*) || ' ' || sum(hashtextextended(concat_ws('|', s.serial_number, s.port,
              s.peers), 0))
            from (
              select t.serial_number, t.port, string_agg(t.peer, ' ' order by t.peer) as peers
              from widgets.slots t
              where t.serial_number like 'W-%'
              group by t.serial_number, t.port
            ) s
            """;

    private static String file = "";
    private static String expected = "";

    private final Terminal terminal = Terminal.on(DATABASE);

    @TempDir
    private Path home;

    /** Two blocks and a half, with associations between them. */
    @BeforeAll
    static void export(@TempDir Path folder) throws Exception {
        Terminal terminal = Terminal.on(DATABASE);
        terminal.run("seed", "-n", "120000");
        for (int i = 1; i <= 300; i++) {
            DATABASE.widgets().remove(String.format("W-%010d", i));
        }
        expected = DATABASE.query(CONTENT);
        Path target = Files.createTempDirectory("import").resolve("registry.csv");
        file = target.toString();
        terminal.run("export", file);
    }

    @BeforeEach
    void clear() {
        DATABASE.clear();
    }

    private CommandProcess importing(String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "import";
        arguments[1] = file;
        System.arraycopy(options, 0, arguments, 2, options.length);
        return CommandProcess.start(home, Map.of("WIDGETS_URL", DATABASE.url()), arguments);
    }

    private static int written(String step) {
        return Integer.parseInt(DATABASE.query("select count(*) from widgets_store.import_blocks"
                + " where written and step = '" + step + "'"));
    }

    /**
     * Another session holds the row of the last block of the step, so that the process waits there.
     */
    @ParameterizedTest
    @CsvSource({"widgets, 2", "associations, 0"})
    void a_killed_import_goes_on_to_the_same_widgets(String step, int block) throws Exception {
        try (Connection blocker = DATABASE.dataSource().getConnection()) {
            CommandProcess process = importing("--jobs", "1");
            CommandProcess.await(
                    "the blocks are cut",
                    () -> !DATABASE.query(
                                    "select state from widgets_store.import_runs where state = 'writing'"
                                            + " union all select state from widgets_store.import_runs"
                                            + " where exists (select 1 from widgets_store.import_blocks"
                                            + " where step = 'widgets')")
                            .isEmpty());
            blocker.setAutoCommit(false);
            if (step.equals("widgets")) {
                blocker.createStatement()
                        .execute("select 1 from widgets_store.import_blocks where step = 'widgets'"
                                + " and block = 2 for update");
                CommandProcess.await("two blocks are written", () -> written(step) == block);
            } else {
                CommandProcess.await("the widgets are written", () -> written("widgets") == 3);
            }
            process.kill();
            blocker.rollback();
        }
        assertThat(terminal.run("verify").exitCode()).isZero();
        Screen other = terminal.run("import", file);
        assertThat(other.exitCode()).isEqualTo(3);
        assertThat(other.err())
                .contains("is unfinished. Continue with widgets import --resume, or");
        Screen screen = terminal.run("import", "--resume");
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
        assertThat(DATABASE.query(CONTENT)).isEqualTo(expected);
        assertThat(terminal.run("verify").exitCode()).isZero();
    }

    @Test
    void a_killed_check_leaves_nothing_and_may_be_repeated() throws Exception {
        try (Connection blocker = DATABASE.dataSource().getConnection()) {
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("lock table widgets_store.import_blocks");
            CommandProcess process = importing();
            CommandProcess.await("it waits", () -> DATABASE.waiting() > 0);
            process.kill();
        }
        assertThat(DATABASE.query("select count(*) from widgets.widgets")).isEqualTo("0");
        assertThat(terminal.run("import", file).exitCode()).isZero();
        assertThat(DATABASE.query(CONTENT)).isEqualTo(expected);
    }

    /** Others take serial numbers and ports of the import, and remove its widgets, all the time. */
    @Test
    void others_use_the_registry_meanwhile() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        WidgetRepository widgets = DATABASE.widgets();
        widgets.add("X", "", Ports.parse("PQR"));
        Thread others = new Thread(() -> {
            for (int i = 0; !done.get(); i++) {
                String serialNumber = String.format("W-%010d", 301 + i * 997 % 119_000);
                for (PortType type : PortType.values()) {
                    attempt(() -> widgets.associate(serialNumber, "X", type));
                    attempt(() -> widgets.dissociate(serialNumber, "X", type));
                }
                attempt(() -> widgets.add(serialNumber, "theirs", Ports.parse("P")));
                if (i % 3 == 0) {
                    attempt(() -> widgets.remove(serialNumber));
                }
            }
        });
        others.start();
        try {
            Screen screen = terminal.run("import", file, "--on-error", "skip", "--jobs", "2");
            assertThat(screen.exitCode()).as(screen.toString()).isIn(0, 3);
            assertThat(screen.out()).startsWith("Imported ");
        } finally {
            done.set(true);
            others.join();
        }
        assertThat(terminal.run("verify").exitCode()).isZero();
        Screen removal = terminal.run("import", "--remove");
        assertThat(removal.exitCode()).as(removal.toString()).isZero();
        assertThat(DATABASE.query(
                        "select count(*) from widgets.widgets where name not in ('', 'theirs')"))
                .isEqualTo("0");
        assertThat(terminal.run("verify").exitCode()).isZero();
    }

    /** A row whose serial number another user takes after the check. */
    @Test
    void a_serial_number_that_is_taken_after_the_check_ends_the_import_which_can_be_removed()
            throws Exception {
        try (Connection blocker = DATABASE.dataSource().getConnection()) {
            blocker.setAutoCommit(false);
            blocker.createStatement()
                    .execute("select widgets.add_widget('W-0000119999', 'theirs', '{P}')");
            CommandProcess process = importing("--jobs", "1");
            CommandProcess.await("it waits for the addition", () -> DATABASE.waiting() > 0);
            blocker.commit();
            Screen screen = process.end();
            assertThat(screen.exitCode()).as(screen.toString()).isEqualTo(3);
            assertThat(screen.err())
                    .endsWith("Others have added 1 of the widgets since the check, such as"
                            + " \"W-0000119999\". A part of it is in the registry; continue with widgets"
                            + " import --resume, or remove it with widgets import --remove.\n");
        }
        assertThat(terminal.run("verify").exitCode()).isZero();
        terminal.run("remove", "W-0000119999");
        assertThat(terminal.run("import", "--resume").exitCode()).isZero();
        assertThat(DATABASE.query(CONTENT)).isEqualTo(expected);
        assertThat(terminal.run("import", "--remove").exitCode()).isZero();
        assertThat(DATABASE.query("select count(*) from widgets.widgets")).isEqualTo("0");
    }

    /**
     * Every port is taken, two thirds of them by peers far away. While the second block waits for
     * an addition, somebody takes a port of the first one. The files leave open which ports of
     * Y-... lead to widgets that exist.
     */
    @Test
    void what_others_take_between_check_and_write_is_refused_with_its_line(@TempDir Path folder)
            throws Exception {
        Path widgets = folder.resolve("widgets.csv");
        Path pairs = folder.resolve("associations.csv");
        Path rejects = folder.resolve("rejects.csv");
        writeFiles(widgets, pairs);
        IntStream.range(0, SHARING)
                .forEach(i -> DATABASE.widgets().add("Z-" + i, "", Ports.parse("P")));
        CommandProcess process;
        try (Connection blocker = DATABASE.dataSource().getConnection()) {
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("select widgets.add_widget('59999', '', '{R}')");
            process = CommandProcess.start(
                    home,
                    Map.of("WIDGETS_URL", DATABASE.url()),
                    "import",
                    widgets.toString(),
                    pairs.toString(),
                    "--on-error=skip",
                    "--jobs=1",
                    "--rejects=" + rejects);
            CommandProcess.await("it waits for the addition", () -> DATABASE.waiting() > 0);
            DATABASE.widgets().add("X", "", Ports.parse("Q"));
            DATABASE.widgets().associate("X", "00010", PortType.Q);
            blocker.commit();
        }
        Screen screen = process.end();
        assertThat(screen.exitCode()).as(screen.toString()).isEqualTo(3);
        assertThat(screen.out()).startsWith("Imported 60,039 widgets and 90,036 associations in ");
        assertThat(Files.readAllLines(rejects).stream()
                        .skip(1)
                        .map(line -> line.replaceAll("^.*/|,[^,]*$", ""))
                        .toList())
                .containsExactly(
                        "widgets.csv,60001,serial_number,serial_number_is_unique",
                        "associations.csv,30001,peer_serial_number,port_is_free",
                        "associations.csv,60001,serial_number,port_is_free",
                        "associations.csv,60002,peer_serial_number,port_is_free",
                        "associations.csv,60012,serial_number,port_is_free");
        assertThat(DATABASE.query("""
                select string_agg(w::text, ' ' order by w.serial_number)
                from widgets.widgets w
                where w.serial_number ~ '^\\d'
                  and w.peers is distinct from array[
                    to_char((w.serial_number::integer + 30000) % 60000, 'fm00000'),
                    to_char(w.serial_number::integer # 1, 'fm00000'),
                    to_char(59999 - w.serial_number::integer, 'fm00000')]
                """))
                .isEqualTo("(00000,\"\",PPQ,\"{30000,00001,NULL}\")"
                        + " (00010,\"\",PPQ,\"{30010,00011,X}\")"
                        + " (29999,\"\",PPQ,\"{NULL,29998,30000}\")"
                        + " (59989,\"\",PPQ,\"{29989,59988,NULL}\")"
                        + " (59998,\"\",PPQ,\"{29998,NULL,00001}\") (59999,\"\",R,{NULL})");
        assertThat(terminal.run("verify").exitCode()).isZero();
    }

    private static void writeFiles(Path widgets, Path pairs) throws Exception {
        int count = 60_000;
        try (PrintWriter out = new PrintWriter(widgets.toFile(), StandardCharsets.UTF_8)) {
            out.println("serial_number,name,ports");
            IntStream.range(0, count).forEach(i -> out.printf("%05d,,PPQ%n", i));
            IntStream.range(0, SHARING).forEach(i -> out.printf("!-%d,,P%nY-%d,,PP%n", i, i));
        }
        try (PrintWriter out = new PrintWriter(pairs.toFile(), StandardCharsets.UTF_8)) {
            out.println("serial_number,peer_serial_number,port");
            IntStream.range(0, count / 2)
                    .forEach(i -> out.printf("%05d,%05d,P%n", i, i + count / 2));
            IntStream.range(0, count / 2)
                    .forEach(i -> out.printf("%05d,%05d,P%n", 2 * i + 1, 2 * i));
            IntStream.range(0, count / 2)
                    .forEach(i -> out.printf("%05d,%05d,Q%n", i, count - 1 - i));
            IntStream.range(0, SHARING)
                    .forEach(i -> out.printf("Y-%d,Z-%d,P%nY-%d,!-%d,P%n", i, i, i, i));
        }
    }

    private static void attempt(Runnable operation) {
        try {
            operation.run();
        } catch (RefusedException e) {
            assertThat(e.rule()).isNotNull();
        }
    }
}
