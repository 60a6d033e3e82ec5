package dev.widgets.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.console.BuildVersions;
import dev.widgets.cli.fixture.PreparedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.XZInputStream;

class BinariesTest {

    @TempDir
    private Path folder;

    @Test
    void java_unpacks_the_same_files_as_tar() throws IOException {
        Path programs = PostgresBinaries.place(PreparedFolder.binaries(), BuildVersions.read());
        try (TarArchiveInputStream archive =
                new TarArchiveInputStream(new XZInputStream(PostgresBinaries.open()))) {
            PostgresBinaries.unpack(archive, folder);
        }
        assertThat(folder.resolve("bin/postgres")).isExecutable();
        assertThat(files(folder)).containsAll(files(programs));
        assertThat(Files.mismatch(folder.resolve("bin/postgres"), programs.resolve("bin/postgres")))
                .isEqualTo(-1);
    }

    @Test
    void what_a_killed_process_or_an_older_version_left_is_replaced() throws IOException {
        Path unfinished =
                folder.resolve("bin-" + BuildVersions.read().postgresql() + ".unfinished");
        Files.createDirectories(unfinished.resolve("bin"));
        Files.createFile(unfinished.resolve("bin/postgres"));
        Files.createDirectories(folder.resolve("bin-17.0.0"));

        Path programs = PostgresBinaries.unpack(folder, BuildVersions.read());
        PostgresBinaries.deleteOthers(folder, BuildVersions.read());

        assertThat(programs.resolve("bin/initdb")).isExecutable();
        assertThat(folder.toFile().list())
                .containsExactly(programs.getFileName().toString());
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.map(file -> folder.relativize(file).toString()).toList();
        }
    }
}
