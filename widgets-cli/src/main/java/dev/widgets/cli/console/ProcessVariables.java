package dev.widgets.cli.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The environment variables of this process. In a locale such as C, Java replaces the characters
 * that are not in ASCII, of a password for example; on Linux they are then read as UTF-8 instead.
 */
final class ProcessVariables {

    private static final Path BYTES = Path.of("/proc/self/environ");
    private static final char REPLACEMENT = '\uFFFD';

    private ProcessVariables() {}

    static Map<String, String> read() {
        Map<String, String> variables = System.getenv();
        boolean isWhole =
                variables.values().stream().allMatch(value -> value.indexOf(REPLACEMENT) < 0);
        if (isWhole || !Files.isReadable(BYTES)) {
            return variables;
        }
        try {
            return parse(new String(Files.readAllBytes(BYTES), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return variables;
        }
    }

    static Map<String, String> parse(String text) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String variable : text.split("\0", -1)) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                variables.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return variables;
    }
}
