package dev.widgets.cli.connect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A row of {@code as-psql.txt}: an environment, and what a connection in it reaches.
 *
 * @param name the lines of the row
 * @param variables the environment variables
 * @param url the URL or connection string
 * @param files the lines that change files of the home folder
 * @param expected the server, database, user and transport, or the reason of a refusal
 */
record ConnectRow(
        String name,
        Map<String, String> variables,
        Optional<String> url,
        List<String> files,
        String expected) {

    static List<ConnectRow> read(UnaryOperator<String> places) throws IOException {
        List<ConnectRow> rows = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        try (InputStream in = ConnectRow.class.getResourceAsStream("as-psql.txt")) {
            for (String line : new String(
                            Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .toList()) {
                if (line.startsWith("=> ")) {
                    rows.add(row(lines, places, line.substring(3)));
                    lines.clear();
                } else {
                    lines.add(line);
                }
            }
        }
        return rows;
    }

    private static ConnectRow row(
            List<String> lines, UnaryOperator<String> places, String expected) {
        Map<String, String> variables = new TreeMap<>();
        List<String> files = new ArrayList<>();
        Optional<String> url = Optional.empty();
        for (String line : lines) {
            String filled = places.apply(line);
            if (line.startsWith("url = ")) {
                url = Optional.of(filled.substring("url = ".length()));
            } else if (line.startsWith(".")) {
                files.add(filled);
            } else {
                for (String variable : filled.split(" ", -1)) {
                    if (variable.contains("=")) {
                        int equals = variable.indexOf('=');
                        variables.put(
                                variable.substring(0, equals), variable.substring(equals + 1));
                    }
                }
            }
        }
        return new ConnectRow(
                String.join("; ", lines), variables, url, files, places.apply(expected));
    }

    boolean usesDefaultSocket() {
        return name.startsWith("default-socket");
    }

    /** Returns what the result must match; a usage error may have any text. */
    Pattern pattern() {
        return expected.equals("refused: host or usage")
                ? Pattern.compile("(?s)refused: (host|usage).*")
                : Pattern.compile("(?s)" + Pattern.quote(expected)
                        + (expected.endsWith("usage") ? ".*" : ""));
    }

    /** Creates the home folder. */
    Path home(Path folder) throws IOException {
        Path home = Files.createTempDirectory(folder, "home");
        for (String line : files) {
            String[] words = line.split(" ", 3);
            Path file = home.resolve(words[0]);
            Files.createDirectories(file.getParent());
            switch (words[1]) {
                case "+=" -> {
                    Files.writeString(
                            file,
                            (words.length < 3 ? "" : words[2]) + "\n",
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
                    mode(file, "600");
                }
                case "<=" ->
                    Files.copy(folder.resolve(words[2]), file, StandardCopyOption.COPY_ATTRIBUTES);
                default -> mode(file, words[2]);
            }
        }
        return home;
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(
                file,
                PosixFilePermissions.fromString(mode.equals("600") ? "rw-------" : "rw-r--r--"));
    }
}
