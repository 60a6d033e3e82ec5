package dev.widgets.site;

import java.util.Map;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/** Makes pages from the Markdown files of the repository. */
final class Guides {

    private static final int SECTION = 2;

    private final Sources sources;

    Guides(Sources sources) {
        this.sources = sources;
    }

    Page page(Guide guide) {
        Map<Node, String> anchors = sources.anchors(guide);
        Document page = new Document();
        boolean alone = guide.sections().size() == 1;
        if (guide.sections().size() > 1) {
            Heading title = new Heading();
            title.setLevel(1);
            title.appendChild(new Text(guide.title()));
            page.appendChild(title);
        }
        boolean shown = guide.sections().isEmpty();
        for (Node node : Markdown.children(sources.document(guide))) {
            if (node instanceof Heading heading && heading.getLevel() <= SECTION) {
                shown = isShown(guide, anchors.getOrDefault(heading, ""));
            }
            if (shown) {
                page.appendChild(node);
                if (alone && node instanceof Heading heading) {
                    heading.setLevel(heading.getLevel() - 1);
                }
            }
        }
        relink(guide, page);
        return new Page(guide.name(), guide.title(), true, page, anchors);
    }

    private boolean isShown(Guide guide, String anchor) {
        return sources.page(guide.file(), anchor).filter(guide.name()::equals).isPresent();
    }

    private void relink(Guide guide, Node page) {
        Markdown.visit(page, node -> {
            if (node instanceof Link link) {
                link.setDestination(sources.link(guide.file(), link.getDestination()));
            } else if (node instanceof Image image) {
                image.setDestination(sources.picture(guide.file(), image.getDestination()));
            }
        });
    }
}
