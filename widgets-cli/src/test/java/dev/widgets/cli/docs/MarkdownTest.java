package dev.widgets.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.Terminal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules for all Markdown files. */
class MarkdownTest {

    /** {@code SomeTest}, {@code SomeTest#method}, {@code SomeTest.method}. */
    private static final Pattern TEST =
            Pattern.compile("([A-Z]\\w*Test)(?:[#.](\\w+)(?:\\(\\))?)?");

    private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z-]+)  +[A-Z].*$");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");

    private static final Pattern OUR_CLASS = Pattern.compile("[A-Z]\\w*[a-z]\\w*");
    private static final Set<String> CLASSES_OF_OTHERS =
            Set.of("Connection", "DataSource", "Handle", "Jdbi");

    /** A package of the command line, as in {@code .serve}. */
    private static final Pattern ROOM = Pattern.compile("\\.([a-z]+)");

    private static final Pattern EXTERNAL = Pattern.compile("[a-z]+:.*");

    @Test
    void every_link_leads_to_a_file_and_a_heading_that_exist() throws IOException {
        List<String> broken = new ArrayList<>();
        for (MarkdownFile file : MarkdownFile.all()) {
            for (String destination : file.destinations()) {
                complaint(file, destination)
                        .ifPresent(why -> broken.add(file + ": " + destination + ": " + why));
            }
        }
        assertThat(broken).isEmpty();
    }

    private static Optional<String> complaint(MarkdownFile file, String destination)
            throws IOException {
        if (EXTERNAL.matcher(destination).matches()) {
            URI uri = URI.create(destination);
            boolean wellFormed = "https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getHost().contains(".");
            return wellFormed ? Optional.empty() : Optional.of("not a URL with https and a host");
        }
        String[] parts = destination.split("#", 2);
        Path path = parts[0].isEmpty()
                ? file.path()
                : file.path().resolveSibling(parts[0]).normalize();
        if (!path.startsWith(MarkdownFile.ROOT) || !hasExactly(path)) {
            return Optional.of("no such file");
        }
        if (path.startsWith(MarkdownFile.ROOT.resolve("target"))) {
            return Optional.of("not a file of the repository");
        }
        boolean found = parts.length == 1
                || (Files.isRegularFile(path)
                        && MarkdownFile.read(path).anchors().contains(parts[1]));
        return found ? Optional.empty() : Optional.of("no such heading");
    }

    /** Checks the case of names even on file systems that ignore it. */
    private static boolean hasExactly(Path path) throws IOException {
        return Files.exists(path) && path.toRealPath().endsWith(path.getFileName());
    }

    @Test
    void every_image_has_a_text_alternative() throws IOException {
        for (MarkdownFile file : MarkdownFile.all()) {
            assertThat(file.imagesWithoutText()).as("%s", file).isEmpty();
        }
    }

    @Test
    void every_option_of_the_command_line_that_is_named_exists() throws IOException {
        Terminal terminal = new Terminal();
        String help = terminal.run("--help").out();
        Set<String> options = new TreeSet<>(options(help));
        Matcher commands = COMMAND.matcher(help);
        while (commands.find()) {
            options.addAll(options(terminal.run(commands.group(1), "--help").out()));
        }
        for (String name : List.of("README.md", "widgets-cli/README.md", ".github/SECURITY.md")) {
            MarkdownFile file = MarkdownFile.read(MarkdownFile.ROOT.resolve(name));
            Set<String> named = new TreeSet<>();
            file.codes().forEach(code -> named.addAll(options(code)));
            file.blocks().forEach(block -> named.addAll(options(block.text())));
            assertThat(named).as(name).isNotEmpty().isSubsetOf(options);
        }
    }

    private static Set<String> options(String text) {
        return OPTION.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    @Test
    void every_test_that_is_named_exists() throws IOException {
        Map<String, String> sources = testSources();
        List<String> missing = new ArrayList<>();
        for (MarkdownFile file : MarkdownFile.all()) {
            for (String code : file.codes()) {
                Matcher test = TEST.matcher(code);
                if (test.matches() && !exists(sources, test.group(1), test.group(2))) {
                    missing.add(file + ": " + code);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void every_class_and_every_room_of_the_architecture_exists() throws IOException {
        MarkdownFile architecture =
                MarkdownFile.read(MarkdownFile.ROOT.resolve(".github/ARCHITECTURE.md"));
        Set<String> sources = MarkdownFile.files(".java").stream()
                .map(path -> path.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        Path rooms = MarkdownFile.ROOT.resolve("widgets-cli/src/main/java/dev/widgets/cli");
        List<String> missing = new ArrayList<>();
        for (String code : architecture.codes()) {
            boolean known = !OUR_CLASS.matcher(code).matches()
                    || sources.contains(code)
                    || CLASSES_OF_OTHERS.contains(code);
            Matcher room = ROOM.matcher(code);
            if (!known || (room.matches() && !Files.isDirectory(rooms.resolve(room.group(1))))) {
                missing.add(code);
            }
        }
        assertThat(missing).isEmpty();
    }

    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (Path path : MarkdownFile.files("Test.java")) {
            String name = path.getFileName().toString().replace(".java", "");
            sources.merge(name, Files.readString(path), String::concat);
        }
        return sources;
    }

    private static boolean exists(Map<String, String> sources, String type, String method) {
        String source = sources.get(type);
        return source != null
                && (method == null
                        || Pattern.compile("void " + method + "\\b")
                                .matcher(source)
                                .find());
    }
}
