package dev.widgets.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.widgets.SeedOptions;
import dev.widgets.WidgetHistory;
import dev.widgets.WidgetIndexes;
import dev.widgets.WidgetPartitions;
import dev.widgets.WidgetSchema;
import dev.widgets.WidgetSeeder;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The copy of {@code widgets upgrade-data}, from database to database. */
class RegistryCopyTest {

    @TempDir
    private Path folder;

    private static long copy(CommandDatabase from, CommandDatabase to) {
        return new RegistryCopy(from.connection(), to.connection(), new Terminal().environment())
                .run();
    }

    private static CommandDatabase seeded() {
        CommandDatabase database = CommandDatabase.create();
        WidgetSeeder.over(database.dataSource())
                .seed(SeedOptions.of(500), WidgetSeeder.ProgressListener.NONE);
        return database;
    }

    @Test
    void a_partitioned_registry_with_an_import_and_a_past_history_is_copied() throws Exception {
        CommandDatabase from = CommandDatabase.create();
        WidgetPartitions.over(from.dataSource()).partition(4, (copied, total) -> {});
        WidgetHistory.over(from.dataSource()).enable(Duration.ZERO);
        from.execute("select widgets.add_widget('W-1', 'pump', '{P}')");
        WidgetHistory.over(from.dataSource()).disable(false);
        from.execute("insert into widgets_store.idempotency_keys"
                + " values ('web_anon', '', 'k1', 'f', E'\\\\\\n', now())");
        Path file = Files.writeString(
                folder.resolve("widgets.csv"), "serial_number,name,ports\nI-1,valve,PQ\n");
        Screen imported = Terminal.on(from).run("import", file.toString());
        assertThat(imported.exitCode()).as("%s", imported).isZero();
        CommandDatabase to = CommandDatabase.createEmpty();

        assertThat(copy(from, to)).isEqualTo(2);

        assertThat(to.contents()).isEqualTo(from.contents());
        assertThat(WidgetPartitions.over(to.dataSource()).layout().parts()).isEqualTo(4);
        assertThat(WidgetHistory.over(to.dataSource()).isOn()).isFalse();
        WidgetSchema.over(to.dataSource()).validate();
        assertThat(Terminal.on(to).run("import", "--remove").exitCode()).isZero();
        assertThat(to.query("select string_agg(serial_number, ' ') from widgets.widgets"))
                .isEqualTo("W-1");
    }

    @Test
    void optional_indexes_are_created_again() {
        CommandDatabase from = seeded();
        WidgetIndexes.over(from.dataSource()).add(WidgetIndexes.Kind.FREE);
        CommandDatabase to = CommandDatabase.createEmpty();
        assertThat(copy(from, to)).isEqualTo(500);
        assertThat(to.contents()).isEqualTo(from.contents());
        assertThat(WidgetIndexes.over(to.dataSource()).list())
                .filteredOn(index -> index.state() == WidgetIndexes.State.VALID)
                .extracting(WidgetIndexes.Index::kind)
                .containsOnly(WidgetIndexes.Kind.FREE)
                .isNotEmpty();
    }

    @Test
    void a_copy_that_differs_is_detected() {
        CommandDatabase from = seeded();
        CommandDatabase to = CommandDatabase.create();
        to.execute("""
                create function damage() returns trigger language plpgsql as $$
                begin
                  new.name := case new.serial_number when 'W-0000000250' then 'x' else new.name end;
                  return new;
                end $$;
                create trigger damage before insert on widgets_store.widgets
                for each row execute function damage()""");
        assertThatThrownBy(() -> copy(from, to))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("The copy of widgets_store.widgets differs");
    }

    @Test
    void a_newer_schema_is_refused_and_none_is_copied_as_an_empty_registry() {
        CommandDatabase newer = CommandDatabase.create();
        newer.execute("create or replace function widgets_admin.release() returns integer"
                + " language plpgsql immutable set search_path = '' as 'begin return "
                + (WidgetSchema.RELEASE + 1) + "; end'");
        CommandDatabase to = CommandDatabase.createEmpty();
        assertThatThrownBy(() -> copy(newer, to))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("upgrade the folder with a version of its release");
        assertThat(copy(CommandDatabase.createEmpty(), to)).isZero();
        WidgetSchema.over(to.dataSource()).validate();
    }

    @Test
    void an_older_schema_is_upgraded_first() throws Exception {
        CommandDatabase older = CommandDatabase.ofRelease1();
        older.execute("select widgets.add_widget('W-1', 'pump', '{P}')");
        CommandDatabase to = CommandDatabase.createEmpty();
        long widgets = Long.parseLong(older.query("select count(*) from widgets.widgets"));
        assertThat(copy(older, to)).isEqualTo(widgets);
        String rows = "select md5(string_agg(w::text, ' ' order by serial_number))"
                + " from widgets_store.widgets w";
        assertThat(to.query(rows)).isEqualTo(older.query(rows));
        assertThat(to.contents()).isEqualTo(older.contents());
    }
}
