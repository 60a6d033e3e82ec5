package dev.widgets.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.widgets.CitusStandIn;
import dev.widgets.FailedException;
import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.WidgetPartitions;
import dev.widgets.WidgetRepository;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code widgets partition}, and the other commands on a table that it has divided. */
class PartitionTest {

    private static final int MANY = 120_000;

    private static final String CONTENT = """
            select count(*) || ' ' || md5(string_agg(w::text, ' ' order by serial_number))
            from widgets.widgets w
            """;

    private static final String LAYOUT = """
            select string_agg(relname || ' ' || relkind::text || ' ' || pg_get_userbyid(relowner)
              || coalesce(' ' || reloptions::text, ''), ', ' order by relname)
            from pg_class
            where relnamespace = 'widgets_store'::regnamespace and relname ~ '^widgets' and relkind in ('r', 'p')
            """;

    @TempDir
    private Path folder;

    private static Screen run(CommandDatabase database, String... arguments) {
        return Terminal.on(database).run(arguments);
    }

    private static void succeeds(CommandDatabase database, String... arguments) {
        Screen screen = run(database, arguments);
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
    }

    private static void fails(CommandDatabase database, String reason, String... arguments) {
        Screen screen = run(database, arguments);
        assertThat(screen.err()).contains(reason);
        assertThat(screen.exitCode()).as(screen.toString()).isNotZero();
    }

    private static CommandDatabase filled() {
        CommandDatabase database = CommandDatabase.create();
        database.execute("insert into widgets_store.widgets (serial_number, name, ports, peers)"
                + " select 'W-' || i, 'name ' || i % 100, 'PQ', array[null, null]"
                + " from generate_series(1, " + MANY + ") i");
        database.widgets().associate("W-1", "W-2", PortType.P);
        return database;
    }

    @Test
    void every_command_works_on_an_empty_registry_that_was_divided() {
        CommandDatabase database = CommandDatabase.create();
        assertThat(run(database, "partition", "--dry-run").out())
                .isEqualTo("The empty table of widgets would be divided into 16 partitions in one"
                        + " transaction.\n");
        run(database, "partition")
                .shows(0, "", database.line() + "The table of widgets has 16 partitions now.\n");
        run(database, "partition", "--parts", "16")
                .shows(
                        0,
                        "",
                        database.line() + "The table of widgets has 16 partitions already.\n");
        fails(database, "has 16 partitions already", "partition", "--parts", "8");
        succeeds(database, "roles");
        succeeds(database, "seed", "-n", "3000", "--associated", "0.6");
        assertThat(run(database, "doctor", "--transaction-seconds", "0").out())
                .contains("The table of widgets has 16 hash partitions.")
                .contains("Tables, constraints and types match the release.");
        String content = database.query(CONTENT);
        String export = folder.resolve("widgets.csv").toString();
        String backup = folder.resolve("widgets.backup").toString();
        succeeds(database, "export", export);
        succeeds(database, "backup", backup);
        succeeds(database, "seed", "--remove", "--run", "1");
        succeeds(database, "import", export);
        succeeds(database, "verify");
        assertThat(database.query(CONTENT)).startsWith("3000 ");
        database.clear();
        succeeds(database, "bench", "-n", "500", "-c", "4", "--warmup", "100ms", "-d", "1s");
        database.clear();
        succeeds(
                database,
                "torture",
                "-d",
                "3s",
                "--widgets",
                "40",
                "--history",
                folder.resolve("history.tsv").toString());
        succeeds(database, "migrate", "--repair", "--roles");
        CommandDatabase other = CommandDatabase.create();
        succeeds(other, "partition", "--parts", "4");
        succeeds(other, "restore", backup);
        assertThat(other.query(CONTENT)).isEqualTo(content);
        assertThat(run(other, "stats").out()).startsWith("3,000 widgets");
        assertThat(other.query("select count(distinct tableoid) from widgets_store.widgets"))
                .isEqualTo("4");
    }

    @Test
    void a_table_with_widgets_is_copied_also_when_the_command_is_killed() throws Exception {
        CommandDatabase database = filled();
        database.execute(
                "alter table widgets_store.widgets set (autovacuum_vacuum_threshold = 77)");
        succeeds(database, "index", "add", "name");
        succeeds(database, "roles");
        String content = database.query(CONTENT);
        assertThat(run(database, "partition", "--parts", "3", "--dry-run").out())
                .contains("would be copied into 3 partitions. Stop the services before");

        interruptAfterOneBlock(database);
        assertThat(database.query("select count(*) from widgets_store.widgets_partitioned"))
                .isEqualTo("50000");
        assertThat(database.query(CONTENT)).isEqualTo(content);
        WidgetRepository widgets = database.widgets();
        assertThatExceptionOfType(FailedException.class)
                .isThrownBy(() -> widgets.add("N-1", "", Ports.parse("P")))
                .withMessageContaining("If widgets partition was interrupted, repeat it.");
        assertThat(run(database, "doctor").out())
                .contains("The widgets are being copied into partitions");
        fails(database, "divides the table into 3 partitions", "partition", "--parts", "4");
        killWhileItCopies(database);

        Screen screen = run(database, "partition", "--parts", "3");
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
        assertThat(screen.err())
                .containsPattern("Copying 100% .*120,?000/120,?000")
                .endsWith("The table of widgets has 3 partitions now.\n");
        assertThat(database.query(CONTENT)).isEqualTo(content);
        String part = " r widgets_owner {autovacuum_vacuum_threshold=77,fillfactor=85}";
        assertThat(database.query(LAYOUT))
                .isEqualTo("widgets p widgets_owner, widgets_0" + part + ", widgets_1" + part
                        + ", widgets_2" + part);
        assertThat(database.query("select obj_description('widgets_store.widgets'::regclass)"))
                .startsWith("One row for each widget");
        assertThat(run(database, "index").out()).containsPattern("widgets_by_name +valid");
        widgets.dissociate("W-1", "W-2", PortType.P);
        succeeds(database, "verify");
    }

    private static void interruptAfterOneBlock(CommandDatabase database) {
        WidgetPartitions partitions = WidgetPartitions.over(database.dataSource());
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> partitions.partition(3, (copied, total) -> {
                    assertThat(total).isEqualTo(MANY);
                    if (copied > 0) {
                        throw new IllegalStateException("interrupted");
                    }
                }));
    }

    private void killWhileItCopies(CommandDatabase database) throws Exception {
        try (Connection holder = database.dataSource().getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("lock table widgets_store.widgets_partitioned in share mode");
            CommandProcess process = CommandProcess.start(
                    folder, Map.of("WIDGETS_URL", database.url()), "partition", "--parts", "3");
            CommandProcess.await("it waits", 120, () -> database.waiting() > 0);
            process.kill();
            holder.rollback();
        }
    }

    @Test
    void an_interrupted_copy_can_be_cancelled() {
        CommandDatabase database = filled();
        String content = database.query(CONTENT);
        run(database, "partition", "--cancel")
                .shows(
                        0,
                        "",
                        database.line()
                                + "No interrupted run was found; there was nothing to cancel.\n");
        interruptAfterOneBlock(database);
        run(database, "partition", "--cancel")
                .shows(
                        0,
                        "",
                        database.line()
                                + "The copy is removed; the table of widgets is in use as"
                                + " before.\n");
        assertThat(database.query(LAYOUT)).isEqualTo("widgets r postgres {fillfactor=85}");
        assertThat(database.query(CONTENT)).isEqualTo(content);
        assertThat(run(database, "doctor", "--transaction-seconds", "0").out())
                .contains("Tables, constraints and types match the release.");
    }

    @Test
    void what_prevents_it_is_named_and_changes_nothing() throws Exception {
        CommandDatabase database = CommandDatabase.create();
        database.widgets().add("W-1", "", Ports.parse("P"));
        fails(database, "must be from 2 to 1024, not 1.", "partition", "--parts", "1");
        fails(CommandDatabase.createEmpty(), "run widgets migrate", "partition");
        try (Connection service = session(database, "widgets serve, release 2");
                Statement statement = service.createStatement()) {
            fails(database, "services are connected: widgets serve, release 2", "partition");
            statement.execute("set application_name = 'reports'");
            service.setAutoCommit(false);
            statement.execute("select from widgets.widgets");
            fails(database, "other sessions use the table of widgets: reports", "partition");
        }
        database.execute("create view public.mine as select from widgets_store.widgets;"
                + " alter table widgets_store.widgets add constraint short check (name <> 'x')");
        fails(database, "would lose: constraint short, view mine. Drop", "partition");
        database.execute("drop view public.mine;"
                + " alter table widgets_store.widgets drop constraint short;"
                + " drop role if exists no_owner; create role no_owner login password 'secret';"
                + " grant usage on schema widgets_store to no_owner");
        Screen other = new Terminal()
                .with("WIDGETS_URL", database.connection().url() + "?user=no_owner")
                .with("PGPASSWORD", "secret")
                .run("partition");
        assertThat(other.err()).contains("only the owner of the table of widgets, the role");
        database.execute("drop owned by no_owner; drop role no_owner;" + CitusStandIn.INSTALL);
        database.execute(CitusStandIn.DISTRIBUTE);
        fails(database, "Citus distributes the table of widgets", "partition");
        assertThat(database.query(LAYOUT)).isEqualTo("widgets r postgres {fillfactor=85}");
    }

    private static Connection session(CommandDatabase database, String name) throws Exception {
        Connection session = database.dataSource().getConnection();
        session.setClientInfo("ApplicationName", name);
        return session;
    }
}
