package dev.widgets.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the documentation as static pages. */
public final class Site {

    private final Path root;
    private final Path folder;
    private final String repository;

    private Site(Path root, Path folder, String repository) {
        this.root = root;
        this.folder = folder;
        this.repository = repository;
    }

    /**
     * Writes the site.
     *
     * @param arguments the folder of the repository, the folder to write, the address of the
     *     repository, the text at the end of each page, and the program that draws diagrams
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Site site = new Site(
                Path.of(arguments[0]).toAbsolutePath().normalize(),
                Path.of(arguments[1]).toAbsolutePath().normalize(),
                arguments[2]);
        site.write(arguments[3], Path.of(arguments[4]));
    }

    private void write(String footer, Path diagrams) throws IOException, InterruptedException {
        delete(folder);
        Files.createDirectories(folder);
        Sources sources = Sources.read(root, repository);
        Guides guides = new Guides(sources);
        List<Page> pages = new ArrayList<>(Contents.guides().map(guides::page).toList());
        List<Page> reference = reference();
        pages.addAll(reference);
        boolean javadoc = copyJavadoc();
        PageWriter writer = new PageWriter(new Navigation(reference, javadoc), footer);
        SearchIndex index = new SearchIndex();
        for (Page page : pages) {
            Files.writeString(folder.resolve(page.file()), writer.html(page));
            index.add(page);
        }
        Files.writeString(folder.resolve("sections.js"), index.script());
        sources.copyPictures(folder);
        for (String name : List.of("site.css", "site.js")) {
            copyResource(name);
        }
        Files.copy(diagrams, folder.resolve("mermaid.min.js"));
    }

    private List<Page> reference() throws IOException, InterruptedException {
        List<Page> pages = new ArrayList<>(new CommandPages().pages());
        try (LiveService service = LiveService.start()) {
            String openApi = service.openApi();
            Files.writeString(folder.resolve("openapi.json"), openApi);
            pages.add(HttpPage.page(openApi));
            pages.add(MetricsPage.page(service.metrics()));
        }
        pages.add(SqlPage.page());
        return pages;
    }

    /** Copies the Javadoc of the library, if this build has made it. */
    private boolean copyJavadoc() throws IOException {
        Path javadoc = root.resolve("widgets-core/target/reports/apidocs");
        if (!Files.exists(javadoc.resolve("index.html"))) {
            return false;
        }
        try (Stream<Path> files = Files.walk(javadoc)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        folder.resolve("api").resolve(javadoc.relativize(file).toString()));
            }
        }
        return true;
    }

    private void copyResource(String name) throws IOException {
        try (@Nullable InputStream in = Site.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            Files.copy(in, folder.resolve(name));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
