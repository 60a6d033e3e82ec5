package dev.widgets.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages that this build has written. */
class SiteTest {

    private static final Path FOLDER = Path.of(System.getProperty("widgets.site"));
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile("\\bid=\"([^\"]*)\"");
    private static final Pattern SEARCHED = Pattern.compile("\"link\":\"([^\"]*)\"");

    private static final Map<String, String> PAGES = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".html")).toList()) {
                PAGES.put(file.getFileName().toString(), Files.readString(file));
            }
        }
    }

    private static Stream<String> groups(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult result) -> result.group(1));
    }

    private static boolean leads(String page, String link) {
        if (link.startsWith("https://")) {
            return URI.create(link).getHost().contains(".");
        }
        String[] parts = link.split("#", 2);
        String target = parts[0].isEmpty() ? page : parts[0];
        if (!Files.isRegularFile(FOLDER.resolve(target))) {
            return false;
        }
        return parts.length == 1
                || groups(ID, PAGES.getOrDefault(target, ""))
                        .anyMatch(URLDecoder.decode(parts[1], StandardCharsets.UTF_8)::equals);
    }

    @Test
    void every_link_leads_to_a_page_and_a_heading_that_exist() throws IOException {
        List<String> broken = new ArrayList<>();
        PAGES.forEach((page, html) -> groups(LINK, html)
                .filter(link -> !leads(page, link))
                .forEach(link -> broken.add(page + ": " + link)));
        groups(SEARCHED, Files.readString(FOLDER.resolve("sections.js")))
                .filter(link -> !leads("", link))
                .forEach(link -> broken.add("sections.js: " + link));
        assertThat(broken).isEmpty();
    }

    @Test
    void a_heading_has_an_anchor_of_its_own() {
        PAGES.forEach((page, html) -> assertThat(groups(ID, html).toList())
                .as(page)
                .doesNotContain("")
                .doesNotHaveDuplicates());
    }

    @Test
    void every_page_can_be_reached_from_the_first_one() {
        Set<String> reached = new TreeSet<>();
        List<String> next = new ArrayList<>(List.of("index.html"));
        while (!next.isEmpty()) {
            String page = next.remove(0);
            if (PAGES.containsKey(page) && reached.add(page)) {
                groups(LINK, PAGES.get(page))
                        .map(link -> link.replaceFirst("#.*", ""))
                        .forEach(next::add);
            }
        }
        assertThat(PAGES.keySet()).hasSizeGreaterThan(50).isEqualTo(reached);
    }

    @Test
    void nothing_is_loaded_from_elsewhere() {
        String loaded = PAGES.values().stream()
                .flatMap(html -> Pattern.compile("<(?:script|link|img)\\b[^>]*>")
                        .matcher(html)
                        .results()
                        .map(MatchResult::group))
                .collect(Collectors.joining());
        assertThat(loaded).contains("site.css").doesNotContain("//");
    }

    /** One thing that only its own source knows, for each page of the reference. */
    @Test
    void the_reference_has_everything_that_it_is_made_from() {
        Map.of(
                        "commands.html", "widgets doctor",
                        "command-add.html", "Unique serial number of 1 to 255 characters.",
                        "http.html", "POST /rpc/add_widget",
                        "metrics.html", "widgets_http_requests_seconds",
                        "sql-reference.html", "widgets_admin.check_integrity",
                        "configuration.html", "WIDGETS_SERVE_LISTEN",
                        "exit-codes.html", "outcome unknown",
                        "rules.html", "association_is_unique_per_port")
                .forEach((page, text) -> assertThat(PAGES.get(page)).as(page).contains(text));
        assertThat(String.join("", PAGES.values())).doesNotContain("${", "..</p>");
    }
}
