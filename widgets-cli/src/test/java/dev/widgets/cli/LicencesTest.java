package dev.widgets.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Checks that the licences in the bill of materials allow distribution under Apache-2.0. */
class LicencesTest {

    private static final Path BILL = Path.of("..", "target", "bom.json");

    private static final Set<String> COMPATIBLE = Set.of(
            "Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "PostgreSQL");

    /** Components whose licence the bill of materials misreads as BSD-3-Clause. */
    private static final Map<String, String> MISREAD = Map.of(
            "jline-terminal", "BSD-4-Clause",
            "jline-native", "BSD-4-Clause");

    @Test
    void every_dependency_has_a_compatible_licence() throws Exception {
        assumeTrue(Files.exists(BILL), "the bill of materials is made by package");
        Map<String, String> licences = read();
        assertThat(licences).hasSizeGreaterThan(15);
        assertThat(licences).allSatisfy((name, licence) -> {
            if (!licence.equals(MISREAD.get(name))) {
                assertThat(COMPATIBLE).as(name).contains(licence);
            }
        });
    }

    /** Returns the licence of each component, empty if it has none. */
    private static Map<String, String> read() throws Exception {
        Map<String, String> licences = new TreeMap<>();
        try (JsonParser json =
                new JsonFactory().createParser(ObjectReadContext.empty(), Files.readString(BILL))) {
            int depth = 0;
            boolean components = false;
            String name = "";
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                    depth++;
                } else if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
                    depth--;
                } else if (token == JsonToken.PROPERTY_NAME) {
                    String property = json.currentName();
                    if (depth == 1) {
                        components = property.equals("components");
                    } else if (components && depth == 3 && property.equals("name")) {
                        name = json.nextStringValue();
                        licences.put(name, "");
                    } else if (components
                            && depth == 6
                            && Set.of("id", "name").contains(property)) {
                        licences.put(name, json.nextStringValue());
                    }
                }
            }
        }
        return licences;
    }
}
