package dev.widgets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The schema that comes of the migrations, as text under version control: a change of the SQL shows
 * its net effect there. After an intended one copy {@code target/schema.txt} over
 * {@code src/test/resources/schema.txt}.
 */
@Tag("once")
final class SchemaDumpTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final Path ACTUAL = Path.of("target", "schema.txt");

    @Test
    void the_schema_is_the_one_under_version_control() throws Exception {
        String actual = String.join("\n", database.query(resource("/schema-dump.sql"))) + "\n";
        if (!actual.equals(resource("/schema.txt"))) {
            Files.writeString(ACTUAL, actual);
        }
        assertThat(actual).as("see " + ACTUAL).isEqualTo(resource("/schema.txt"));
    }

    private static String resource(String name) throws Exception {
        try (InputStream text = SchemaDumpTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(text, name).readAllBytes(), UTF_8);
        }
    }
}
