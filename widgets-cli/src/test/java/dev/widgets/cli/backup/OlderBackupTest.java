package dev.widgets.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a registry of release 1, which has no foreign keys, and blocks without a run. */
class OlderBackupTest {

    /** The upgrade of the schema deletes blocks without a run. */
    private static final String CONTENT = """
            select md5(string_agg(w::text, ' ' order by serial_number))
              || (select md5(string_agg(r::text, ' ')) from widgets_store.seed_runs r)
              || (select string_agg(b::text, ' ') from widgets_store.seed_blocks b where run = 1)
              || (select md5(string_agg(k::text, ' ')) from widgets_store.idempotency_keys k)
            from widgets_store.widgets w
            """;

    @TempDir
    private Path folder;

    private final CommandDatabase older = CommandDatabase.ofRelease1();
    private final CommandDatabase other = CommandDatabase.createEmpty();
    private Path file = Path.of("");

    @BeforeEach
    void back_up() {
        file = folder.resolve("registry.sql");
        assertThat(Terminal.on(older).run("backup", file.toString()).exitCode()).isZero();
    }

    private void restore() {
        assertThat(Terminal.on(other).run("restore", file.toString()).err())
                .contains("Restored 119 widgets.");
    }

    private void assertRestored() {
        assertThat(other.query(CONTENT)).isEqualTo(older.query(CONTENT));
        assertThat(other.query("select count(*) from widgets_store.seed_blocks"))
                .isEqualTo("1");
        assertThat(other.query("select string_agg(conname, ' ' order by conname)"
                        + " from pg_constraint where contype = 'f' and not condeferrable"))
                .isEqualTo("import_block_belongs_to_run seed_block_belongs_to_run");
        assertThat(Terminal.on(other).run("migrate", "--validate").exitCode()).isZero();
    }

    @Test
    void it_is_restored() {
        restore();
        assertRestored();
    }

    @Test
    void psql_restores_it_as_well() throws Exception {
        BackupCommandTest.restoreWithPsql(file.toString(), other);
        assertRestored();
    }

    /** As earlier builds wrote them. */
    @Test
    void blocks_may_be_before_their_run_or_without_one() throws Exception {
        String text = Files.readString(file);
        int blocks = text.indexOf("copy widgets_store.seed_blocks ");
        int runs = text.indexOf("copy widgets_store.seed_runs ");
        int commit = text.indexOf("\ncommit;", blocks);
        assertThat(runs).isLessThan(blocks);
        String section = text.substring(blocks, commit).replace("\\.", "7\t0\t\\N\t\\N\t\\N\n\\.");
        Files.writeString(
                file,
                text.substring(0, runs)
                        + section
                        + text.substring(runs, blocks)
                        + text.substring(commit));
        restore();
        assertRestored();
    }
}
