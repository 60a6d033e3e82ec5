package dev.widgets.site;

import java.util.ArrayList;
import java.util.List;

/** The links to all pages. */
final class Navigation {

    /**
     * A part of the navigation.
     *
     * @param title its heading
     * @param links the links of its pages
     */
    private record Part(String title, List<Link> links) {}

    /**
     * A link.
     *
     * @param title its text
     * @param destination the page
     */
    private record Link(String title, String destination) {}

    private final List<Part> parts = new ArrayList<>();

    /**
     * Makes the navigation.
     *
     * @param reference the pages of the reference that were not made from files
     * @param javadoc whether the site holds the Javadoc
     */
    Navigation(List<Page> reference, boolean javadoc) {
        for (Contents.Group group : Contents.GROUPS) {
            List<Link> links = new ArrayList<>();
            group.guides()
                    .forEach(guide -> links.add(new Link(guide.title(), guide.name() + ".html")));
            if (group.title().equals(Contents.REFERENCE)) {
                reference.stream()
                        .filter(Page::listed)
                        .forEach(page -> links.add(new Link(page.title(), page.file())));
                if (javadoc) {
                    links.add(new Link("Java API", "api/index.html"));
                }
            }
            parts.add(new Part(group.title(), links));
        }
    }

    String html(Page current) {
        StringBuilder html = new StringBuilder();
        for (Part part : parts) {
            html.append("<p>").append(part.title()).append("</p><ul>\n");
            for (Link link : part.links()) {
                html.append("<li><a href=\"").append(link.destination()).append('"');
                html.append(
                        link.destination().equals(current.file()) ? " aria-current=\"page\"" : "");
                html.append('>').append(Highlighter.escape(link.title())).append("</a></li>\n");
            }
            html.append("</ul>\n");
        }
        return html.toString();
    }
}
