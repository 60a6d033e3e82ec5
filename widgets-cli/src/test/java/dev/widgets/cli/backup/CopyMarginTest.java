package dev.widgets.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.SeedOptions;
import dev.widgets.WidgetSeeder;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restored and copied widgets leave the same room in their pages as seeded ones. */
class CopyMarginTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();

    private static final double MORE = 1.04;

    /** The size of the table as a multiple of that of a copy whose pages are full. */
    private static final String SIZE = """
            select (select max((ctid::text::point)[0]) + 1 from widgets_store.widgets)
              / (select max((ctid::text::point)[0]) + 1 from copy)
            """;

    @TempDir
    private Path folder;

    private final CommandDatabase other = CommandDatabase.createEmpty();

    private static void seed() {
        DATABASE.clear();
        WidgetSeeder.over(DATABASE.dataSource())
                .seed(SeedOptions.of(5_000), WidgetSeeder.ProgressListener.NONE);
    }

    private void assertFillfactor() {
        assertThat(other.query("select reloptions from pg_class"
                        + " where oid = 'widgets_store.widgets'::regclass"))
                .isEqualTo("{fillfactor=85}");
    }

    private void assertMargin() {
        other.execute("create table copy with (fillfactor = 85) as table widgets_store.widgets");
        assertThat(Double.parseDouble(other.query(SIZE))).isGreaterThan(MORE);
        assertFillfactor();
    }

    private Path backup() {
        seed();
        Path file = folder.resolve("registry.sql");
        assertThat(Terminal.on(DATABASE).run("backup", file.toString()).exitCode())
                .isZero();
        return file;
    }

    @Test
    void a_restored_registry_has_it() {
        assertThat(Terminal.on(other).run("restore", backup().toString()).exitCode())
                .isZero();
        assertMargin();
    }

    @Test
    void a_restoration_that_fails_leaves_the_fillfactor_as_it_was() throws Exception {
        List<String> lines = Files.readAllLines(backup());
        Path part = Files.write(folder.resolve("part.sql"), lines.subList(0, lines.size() - 9));
        assertThat(Terminal.on(other).run("restore", part.toString()).exitCode())
                .isEqualTo(1);
        assertFillfactor();
    }

    @Test
    void the_copy_of_an_upgrade_has_it() {
        seed();
        new RegistryCopy(DATABASE.connection(), other.connection(), new Terminal().environment())
                .run();
        assertMargin();
    }
}
