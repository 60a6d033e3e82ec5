package dev.widgets.site;

import java.util.List;

/**
 * A page made from a Markdown file of the repository.
 *
 * @param name the name of the page, without its ending
 * @param title how navigation names it
 * @param file the path of the file in the repository
 * @param sections the anchors of the sections of second level that it shows; if empty, all that no
 *     other page shows
 */
record Guide(String name, String title, String file, List<String> sections) {

    Guide(String name, String title, String file, String... sections) {
        this(name, title, file, List.of(sections));
    }
}
