package dev.widgets.cli.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * A Markdown file of the project.
 *
 * @param path where it is
 * @param document what it says
 */
record MarkdownFile(Path path, Node document) {

    /** The folder of the project; tests run in the folder of their module. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules");

    /**
     * A fenced block.
     *
     * @param section the heading above it
     * @param language what its first line says
     * @param text what it holds
     */
    record Block(String section, String language, String text) {

        String describe() {
            return section + ": " + language;
        }
    }

    static MarkdownFile read(Path path) {
        try {
            return new MarkdownFile(path, Parser.builder().build().parse(Files.readString(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns all Markdown files of the project. */
    static List<MarkdownFile> all() throws IOException {
        return files(".md").stream().map(MarkdownFile::read).toList();
    }

    /** Returns the files whose names have this ending, without build output. */
    static List<Path> files(String ending) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(ending)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    /** Returns the targets of links and images as they are written. */
    List<String> destinations() {
        List<String> destinations = new ArrayList<>();
        visit(node -> {
            if (node instanceof Link link) {
                destinations.add(link.getDestination());
            } else if (node instanceof Image image) {
                destinations.add(image.getDestination());
            }
        });
        return destinations;
    }

    /** Returns images without a text alternative. */
    List<String> imagesWithoutText() {
        List<String> destinations = new ArrayList<>();
        visit(node -> {
            if (node instanceof Image image && text(image).isBlank()) {
                destinations.add(image.getDestination());
            }
        });
        return destinations;
    }

    /** Returns the text between single backticks. */
    List<String> codes() {
        List<String> codes = new ArrayList<>();
        visit(node -> {
            if (node instanceof Code code) {
                codes.add(code.getLiteral());
            }
        });
        return codes;
    }

    /** Returns the anchors that GitHub derives from the headings. */
    Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> uses = new HashMap<>();
        visit(node -> {
            if (node instanceof Heading heading) {
                String anchor = text(heading)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", "")
                        .replace(' ', '-');
                int use = uses.merge(anchor, 1, Integer::sum);
                anchors.add(use == 1 ? anchor : anchor + "-" + (use - 1));
            }
        });
        return anchors;
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        String[] section = {""};
        visit(node -> {
            if (node instanceof Heading heading) {
                section[0] = text(heading);
            } else if (node instanceof FencedCodeBlock block) {
                blocks.add(new Block(section[0], block.getInfo(), block.getLiteral()));
            }
        });
        return blocks;
    }

    private static String text(Node parent) {
        StringBuilder text = new StringBuilder();
        visit(parent, node -> {
            if (node instanceof Text part) {
                text.append(part.getLiteral());
            } else if (node instanceof Code code) {
                text.append(code.getLiteral());
            }
        });
        return text.toString();
    }

    private void visit(Consumer<Node> consumer) {
        visit(document, consumer);
    }

    private static void visit(Node root, Consumer<Node> consumer) {
        root.accept(new AbstractVisitor() {
            @Override
            protected void visitChildren(Node parent) {
                for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
                    consumer.accept(child);
                    child.accept(this);
                }
            }
        });
    }

    @Override
    public String toString() {
        return ROOT.relativize(path).toString();
    }
}
