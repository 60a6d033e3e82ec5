package dev.widgets.boot.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java blocks of the READMEs are parts of files that are compiled: here, and in an example. */
class ReadmeBlocksTest {

    private static final String EXAMPLE =
            "../../examples/spring-boot/boot-3.5/src/main/java/dev/widgets/examples/boot";

    private static final Pattern BLOCK = Pattern.compile("(?s)```java\n(.*?)```");

    @ParameterizedTest
    @ValueSource(strings = {"../README.md", "README.md"})
    void every_java_block_is_compiled(String readme) throws IOException {
        List<String> blocks = BLOCK.matcher(Files.readString(Path.of(readme)))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
        assertThat(blocks).isNotEmpty();
        List<String> sources = new ArrayList<>();
        for (String folder : List.of("src/test/java/dev/widgets/boot/readme", EXAMPLE)) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                sources.addAll(files.map(ReadmeBlocksTest::read).toList());
            }
        }
        assertThat(blocks)
                .allSatisfy(block ->
                        assertThat(sources).as(block).anyMatch(source -> source.contains(block)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
