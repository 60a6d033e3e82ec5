package dev.widgets.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.PortType;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code widgets index}, and the searches that the indexes are for. */
class IndexTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();

    private final Terminal terminal = Terminal.on(DATABASE);

    @BeforeAll
    static void many_widgets() {
        DATABASE.execute("insert into widgets_store.widgets (serial_number, name, ports, peers)"
                + " select 'W-' || to_char(i, 'FM00000'), 'name ' || i % 1000, 'PQ',"
                + "   case when i = 5000 then array[null, null] else array[null, 'x'] end"
                + " from generate_series(1, 9999) i");
        DATABASE.execute("analyze widgets_store.widgets");
    }

    @AfterEach
    void no_index() {
        terminal.run("index", "remove", "name");
        terminal.run("index", "remove", "free");
        assertThat(terminal.run("index").out()).doesNotContain(" valid", "invalid");
    }

    @Test
    void an_index_is_added_listed_and_removed() {
        assertThat(terminal.run("index", "list", "-o", "csv").out()).isEqualTo("""
                index,name,state,bytes\r
                name,widgets_by_name,absent,0\r
                free,widgets_with_free_p,absent,0\r
                free,widgets_with_free_q,absent,0\r
                free,widgets_with_free_r,absent,0\r
                """);
        said(terminal.run("index", "add", "free"), "The index 'free' is ready.");
        said(terminal.run("index", "add", "free"), "The index 'free' exists already.");
        assertThat(terminal.run("index", "-o", "json").out())
                .contains("\"name\":\"widgets_by_name\",\"state\":\"absent\"")
                .contains("\"name\":\"widgets_with_free_r\",\"state\":\"valid\"");
        said(terminal.run("index", "remove", "free"), "The index 'free' is removed.");
        said(terminal.run("index", "remove", "free"), "There is no index 'free'.");
    }

    private static void said(Screen screen, String sentence) {
        assertThat(screen.err()).endsWith(sentence + "\n");
        assertThat(screen.exitCode()).isZero();
    }

    @Test
    void what_an_interrupted_command_has_left_is_replaced_and_known_to_the_doctor() {
        terminal.run("index", "add", "name");
        assertThat(terminal.run("doctor").out()).doesNotContain("widgets_by_name");
        DATABASE.execute("update pg_index set indisvalid = false"
                + " where indexrelid = 'widgets_store.widgets_by_name'::regclass");
        assertThat(terminal.run("doctor").out())
                .contains("The optional index widgets_by_name is invalid");
        said(terminal.run("index", "add", "name"), "The index 'name' is ready.");
        assertThat(DATABASE.query("select indisvalid from pg_index"
                        + " where indexrelid = 'widgets_store.widgets_by_name'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void wrong_arguments_and_other_users_are_refused() {
        assertThat(terminal.run("index", "add").err()).contains("Which index? Give name or free.");
        assertThat(terminal.run("index", "add", "peers").err())
                .contains("There is no optional index 'peers'. Expected name or free.");
        assertThat(terminal.run("index", "drop", "name").exitCode()).isEqualTo(2);
        DATABASE.execute("drop role if exists index_reader;"
                + " create role index_reader login password 'secret';"
                + " grant usage on schema widgets_store to index_reader");
        Screen reader = new Terminal()
                .with("PGPASSWORD", "secret")
                .with("WIDGETS_URL", DATABASE.connection().url() + "?user=index_reader")
                .run("index", "add", "name");
        assertThat(reader.exitCode()).isEqualTo(1);
        assertThat(reader.err()).contains("must be owner of table widgets", "Connect as the owner");
        DATABASE.execute("drop owned by index_reader; drop role index_reader");
    }

    @Test
    void partitions_get_the_index_one_after_the_other() {
        CommandDatabase partitioned = CommandDatabase.create();
        Terminal terminal = Terminal.on(partitioned);
        assertThat(terminal.run("partition", "--parts", "3").exitCode()).isZero();
        // an interrupted command has made the first of them
        partitioned.execute("create index widgets_by_name on only widgets_store.widgets"
                + " (name, serial_number)");
        partitioned.execute("create index widgets_by_name_0 on widgets_store.widgets_0 (name)");

        said(terminal.run("index", "add", "name"), "The index 'name' is ready.");
        said(terminal.run("index", "add", "free"), "The index 'free' is ready.");
        said(terminal.run("index", "add", "free"), "The index 'free' exists already.");
        assertThat(terminal.run("index", "-o", "csv").out())
                .containsPattern("widgets_by_name,valid,[1-9]")
                .containsPattern("widgets_with_free_r,valid,[1-9]");
        assertThat(partitioned.query("select count(*) from pg_index"
                        + " where indrelid::regclass::text like 'widgets_store.widgets\\__'"))
                .isEqualTo("15");
        assertThat(terminal.run("doctor").out())
                .doesNotContain("widgets_by_name", "widgets_with_free");

        said(terminal.run("index", "remove", "free"), "The index 'free' is removed.");
        said(terminal.run("index", "remove", "name"), "The index 'name' is removed.");
        assertThat(partitioned.query("select count(*) from pg_index"
                        + " where indrelid::regclass::text like 'widgets_store.widgets%'"))
                .isEqualTo("4");
    }

    @Test
    void list_uses_the_indexes() {
        terminal.run("index", "add", "name");
        terminal.run("index", "add", "free");
        assertThat(terminal.run("list", "--name", "name 7", "-o", "csv").out().lines())
                .hasSize(11);
        assertThat(terminal.run("list", "--free", "Q", "-o", "csv").out().lines())
                .hasSize(2);
        assertUsed("widgets_by_name");
        assertUsed("widgets_with_free_q");
    }

    @Test
    void the_key_answers_without_an_optional_index() {
        DATABASE.query(
                "select pg_stat_reset_single_table_counters('widgets_store.widgets'::regclass)");
        String[][] searches = {
            {"W-00001", "W-00002"},
            {"--prefix", "W-0999"},
            {"--peer", "W-00001"},
            {"--descending", "--limit", "3"},
            {"--after", "W-05000", "--limit", "3"}
        };
        for (String[] search : searches) {
            String[] list =
                    Stream.concat(Stream.of("list"), Stream.of(search)).toArray(String[]::new);
            assertThat(terminal.run(list).exitCode()).isZero();
        }
        CommandProcess.await(
                "they count", () -> Integer.parseInt(count("idx_scan")) >= searches.length);
        assertThat(count("seq_scan")).isEqualTo("0");
    }

    private static String count(String what) {
        return DATABASE.query("select " + what + " from pg_stat_user_tables"
                + " where relid = 'widgets_store.widgets'::regclass");
    }

    private static void assertUsed(String index) {
        CommandProcess.await(
                index + " is used",
                () -> !DATABASE.query(
                                "select idx_scan from pg_stat_user_indexes where indexrelname = '"
                                        + index + "'")
                        .equals("0"));
    }

    @Test
    void associations_stay_hot_with_the_index_on_names_only() {
        terminal.run("index", "add", "name");
        assertThat(hotUpdates()).isEqualTo("4 4");
        terminal.run("index", "add", "free");
        assertThat(hotUpdates()).isEqualTo("4 0");
    }

    /** Returns how many updates two pairs of operations took, and how many of them were HOT. */
    private static String hotUpdates() {
        DATABASE.execute("vacuum widgets_store.widgets");
        DATABASE.query(
                "select pg_stat_reset_single_table_counters('widgets_store.widgets'::regclass)");
        DATABASE.widgets().associate("W-00001", "W-00002", PortType.P);
        DATABASE.widgets().dissociate("W-00001", "W-00002", PortType.P);
        String counters = "select n_tup_upd || ' ' || n_tup_hot_upd from pg_stat_user_tables"
                + " where relid = 'widgets_store.widgets'::regclass";
        CommandProcess.await("they count", () -> DATABASE.query(counters).startsWith("4"));
        return DATABASE.query(counters);
    }
}
