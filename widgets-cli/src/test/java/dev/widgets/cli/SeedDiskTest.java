package dev.widgets.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, where this user may mount a small one. */
class SeedDiskTest {

    private static final TestServer.Database DATABASE = TestServer.create();

    private final Terminal terminal = Terminal.on(DATABASE);

    @TempDir
    private Path mount;

    @AfterEach
    void unmount() throws Exception {
        DATABASE.execute("drop table if exists widgets_store.widgets cascade");
        run("umount", "-l", mount.toString());
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }

    @Test
    void a_full_disk_ends_the_run_which_goes_on_when_there_is_room() throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=40m", "none", mount.toString()),
                "this user may not mount a small file system");
        Path space = Files.createDirectory(mount.resolve("space"));
        DATABASE.execute("create tablespace small location '" + space + "'");
        DATABASE.execute("alter table widgets_store.widgets set tablespace small");

        Screen full = terminal.run("seed", "-n", "500000", "--jobs", "2");
        assertThat(full.exitCode()).isEqualTo(1);
        assertThat(full.err())
                .contains("No space left on device")
                .containsPattern(
                        "Of run 1, widgets 1 to [\\d,]+.* are in, whole; go on with widgets seed --resume");
        assertThat(terminal.run("verify").exitCode()).isZero();

        assertThat(run("mount", "-o", "remount,size=400m", mount.toString())).isTrue();
        assertThat(terminal.run("seed", "--resume").exitCode()).isZero();
        assertThat(terminal.run("verify").exitCode()).isZero();
        assertThat(DATABASE.query("select count(*) from widgets.widgets")).isEqualTo("500000");
    }
}
