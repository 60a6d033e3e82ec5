package dev.widgets.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk; runs where this user may mount a small one. */
class FullDiskTest {

    private static final String FULL = "No space left on device";

    private CommandDatabase database;
    private Terminal terminal;

    @TempDir
    private Path mount;

    @BeforeEach
    void prepare() {
        database = CommandDatabase.create();
        terminal = Terminal.on(database);
    }

    @AfterEach
    void unmount() throws Exception {
        database.execute("drop table if exists widgets_store.widgets cascade");
        database.execute("drop tablespace if exists small");
        run("umount", "-l", mount.toString());
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }

    /** Moves the table to a disk of this size. */
    private void limit(String size) throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + size, "none", mount.toString()),
                "this user may not mount a small file system");
        Path space = Files.createDirectory(mount.resolve("space"));
        database.execute("create tablespace small location '" + space + "'");
        database.execute("alter table widgets_store.widgets set tablespace small");
    }

    private void makeRoom() throws Exception {
        assertThat(run("mount", "-o", "remount,size=400m", mount.toString())).isTrue();
    }

    private void assertHas(int widgets) {
        assertThat(terminal.run("verify").exitCode()).isZero();
        assertThat(database.query("select count(*) from widgets.widgets"))
                .isEqualTo(String.valueOf(widgets));
    }

    @Test
    void a_full_disk_ends_the_run_which_goes_on_when_there_is_room() throws Exception {
        limit("40m");
        Screen full = terminal.run("seed", "-n", "500000", "--jobs", "2");
        assertThat(full.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(full.err())
                .contains(FULL)
                .containsPattern(
                        "Run 1 has written widgets 1 to [\\d,]+.*; continue with widgets seed --resume");
        assertThat(terminal.run("verify").exitCode()).isZero();

        makeRoom();
        assertThat(terminal.run("seed", "--resume").exitCode()).isZero();
        assertHas(500_000);
    }

    @Test
    void a_full_disk_fails_additions_which_are_done_when_there_is_room() throws Exception {
        limit("100k");
        String name = "x".repeat(255);
        int added = 0;
        Screen last = terminal.run("add", "W-0", name, "PQR");
        while (last.exitCode() == 0) {
            added++;
            last = terminal.run("add", "W-" + added, name, "PQR");
        }
        assertThat(last.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(last.err()).contains("Nothing was done", FULL);
        assertHas(added);

        makeRoom();
        assertThat(terminal.run("associate", "W-0", "W-1", "P").exitCode()).isZero();
        assertThat(terminal.run("add", "W-" + added, name, "PQR").exitCode()).isZero();
        assertHas(added + 1);
    }
}
