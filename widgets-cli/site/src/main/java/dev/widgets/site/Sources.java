package dev.widgets.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/** The Markdown files of the repository, and where their links lead to on the site. */
final class Sources {

    private static final Pattern EXTERNAL = Pattern.compile("[a-z]+:.*");

    private final Path root;
    private final String repository;
    private final Map<String, Node> documents = new HashMap<>();
    private final Map<String, Map<Node, String>> anchors = new HashMap<>();

    /** The page of each file and anchor; the anchor is empty for the page of the whole file. */
    private final Map<String, Map<String, String>> pages = new HashMap<>();

    /** Pictures by their path in the repository, with their name on the site. */
    private final Map<String, String> pictures = new TreeMap<>();

    private Sources(Path root, String repository) {
        this.root = root;
        this.repository = repository;
    }

    /**
     * Reads the files of all guides.
     *
     * @param root the folder of the repository
     * @param repository its address, for links to files that are no pages
     */
    static Sources read(Path root, String repository) throws IOException {
        Sources sources = new Sources(root, repository);
        for (Guide guide : Contents.guides().toList()) {
            sources.add(guide);
        }
        Contents.guides().forEach(sources::assign);
        return sources;
    }

    private void add(Guide guide) throws IOException {
        if (!documents.containsKey(guide.file())) {
            Node document = Markdown.parse(Files.readString(root.resolve(guide.file())));
            documents.put(guide.file(), document);
            anchors.put(guide.file(), Page.anchors(document));
        }
    }

    /** Notes which page shows each heading. */
    private void assign(Guide guide) {
        Map<String, String> ofFile = pages.computeIfAbsent(guide.file(), file -> new HashMap<>());
        if (guide.sections().isEmpty()) {
            ofFile.put("", guide.name());
            return;
        }
        boolean shown = false;
        for (Node node : Markdown.children(document(guide))) {
            if (node instanceof Heading heading) {
                String anchor = anchors(guide).getOrDefault(heading, "");
                shown = heading.getLevel() > 2 ? shown : guide.sections().contains(anchor);
                if (shown) {
                    ofFile.put(anchor, guide.name());
                }
            }
        }
    }

    Node document(Guide guide) {
        return known(documents, guide);
    }

    Map<Node, String> anchors(Guide guide) {
        return known(anchors, guide);
    }

    private static <T> T known(Map<String, T> values, Guide guide) {
        return Optional.ofNullable(values.get(guide.file())).orElseThrow();
    }

    /** Returns the name of the page that shows a heading of a file. */
    Optional<String> page(String file, String anchor) {
        return Optional.ofNullable(pages.get(file))
                .map(ofFile -> ofFile.getOrDefault(anchor, ofFile.get("")));
    }

    /** Returns where a link of a file leads to on the site. */
    String link(String file, String destination) {
        if (EXTERNAL.matcher(destination).matches()) {
            return destination;
        }
        String[] parts = destination.split("#", 2);
        String anchor = parts.length == 2 ? parts[1] : "";
        String target = parts[0].isEmpty() ? file : resolve(file, parts[0]);
        String fragment = anchor.isEmpty() ? "" : "#" + anchor;
        return page(target, anchor)
                .or(() -> page(target + "/README.md", anchor))
                .map(page -> page + ".html" + fragment)
                .orElseGet(() -> repository
                        + (Files.isDirectory(root.resolve(target)) ? "/tree/main/" : "/blob/main/")
                        + target
                        + fragment);
    }

    /** Returns where a picture of a file is on the site. */
    String picture(String file, String destination) {
        String path = resolve(file, destination);
        String name = "images/" + Path.of(path).getFileName();
        pictures.put(path, name);
        return name;
    }

    /** Copies the pictures that pages show. */
    void copyPictures(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("images"));
        for (Map.Entry<String, String> picture : pictures.entrySet()) {
            Files.copy(root.resolve(picture.getKey()), folder.resolve(picture.getValue()));
        }
    }

    private static String resolve(String file, String destination) {
        return Path.of(file).resolveSibling(destination).normalize().toString().replace('\\', '/');
    }
}
