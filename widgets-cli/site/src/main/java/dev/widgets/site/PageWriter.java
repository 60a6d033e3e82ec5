package dev.widgets.site;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/** Writes pages as HTML. */
final class PageWriter {

    private static final String DIAGRAM = "mermaid";

    private static final String FRAME = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%1$s</title>
            <link rel="stylesheet" href="site.css">
            %2$s<script src="site.js" defer></script>
            </head>
            <body>
            <a class="skip" href="#content">Skip to the content</a>
            <header>
            <a class="brand" href="index.html">Widgets</a>
            <div class="search" role="search">
            <input type="search" id="search" placeholder="Search" aria-label="Search" autocomplete="off">
            <ol id="found" hidden></ol>
            </div>
            <button id="theme" type="button" aria-label="Switch between light and dark">&#9680;</button>
            </header>
            <div class="columns">
            <nav aria-label="Pages"><details open><summary>Pages</summary>
            %3$s</details></nav>
            <main id="content">
            %4$s</main>
            %5$s</div>
            <footer>%6$s</footer>
            </body>
            </html>
            """;

    private final Navigation navigation;
    private final String footer;

    PageWriter(Navigation navigation, String footer) {
        this.navigation = navigation;
        this.footer = footer;
    }

    String html(Page page) {
        boolean drawn = hasDiagram(page.document());
        return FRAME.formatted(
                Highlighter.escape(
                        page.title().equals("Widgets") ? "Widgets" : page.title() + " - Widgets"),
                drawn ? "<script src=\"mermaid.min.js\" defer></script>\n" : "",
                navigation.html(page),
                renderer(page).render(page.document()),
                outline(page),
                Highlighter.escape(footer));
    }

    private static boolean hasDiagram(Node document) {
        boolean[] found = {false};
        Markdown.visit(
                document,
                node -> found[0] |=
                        node instanceof FencedCodeBlock block && block.getInfo().equals(DIAGRAM));
        return found[0];
    }

    private static HtmlRenderer renderer(Page page) {
        return HtmlRenderer.builder()
                .extensions(Markdown.EXTENSIONS)
                .attributeProviderFactory(context ->
                        (node, tag, attributes) -> attributes(page, node, tag, attributes))
                .nodeRendererFactory(CodeRenderer::new)
                .build();
    }

    private static void attributes(
            Page page, Node node, String tag, Map<String, String> attributes) {
        if (node instanceof Heading heading && !page.anchor(heading).isEmpty()) {
            attributes.put("id", page.anchor(heading));
        } else if (tag.equals("table")) {
            attributes.put("tabindex", "0");
        }
    }

    /** Returns links to the sections of a page, unless it has few. */
    private static String outline(Page page) {
        List<Heading> sections = page.headings().stream()
                .filter(heading -> heading.getLevel() == 2 || heading.getLevel() == 3)
                .toList();
        if (sections.size() < 2) {
            return "<aside></aside>\n";
        }
        return sections.stream()
                .map(heading -> "<li class=\"level" + heading.getLevel() + "\"><a href=\"#"
                        + page.anchor(heading) + "\">"
                        + Highlighter.escape(Markdown.text(heading)) + "</a></li>\n")
                .collect(Collectors.joining(
                        "",
                        "<aside aria-label=\"On this page\"><p>On this page</p><ul>\n",
                        "</ul></aside>\n"));
    }

    /** Writes code with colours, and diagrams for the program that draws them. */
    private static final class CodeRenderer implements NodeRenderer {

        private final HtmlWriter html;

        CodeRenderer(HtmlNodeRendererContext context) {
            html = context.getWriter();
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(FencedCodeBlock.class);
        }

        @Override
        public void render(Node node) {
            if (node instanceof FencedCodeBlock block) {
                String language = block.getInfo();
                html.line();
                html.raw(
                        language.equals(DIAGRAM)
                                ? "<pre class=\"mermaid\">" + Highlighter.escape(block.getLiteral())
                                        + "</pre>"
                                : "<pre tabindex=\"0\"><code>"
                                        + Highlighter.html(language, block.getLiteral())
                                        + "</code></pre>");
                html.line();
            }
        }
    }
}
