package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Class paths of hosts that differ from the one of the tests. */
final class HostClassPath {

    private HostClassPath() {}

    /** The class path of the tests. */
    static List<Path> entries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
    }

    /** A class loader over a part of the class path of the tests, and nothing else of it. */
    static URLClassLoader of(Predicate<Path> selected) {
        List<Path> entries = entries().stream().filter(selected).toList();
        assertThat(entries).hasSizeBetween(1, entries().size() - 1);
        return new URLClassLoader(
                entries.stream().map(HostClassPath::url).toArray(URL[]::new),
                ClassLoader.getPlatformClassLoader());
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
