package dev.widgets.cli.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What shows that a file has changed: its time, its size and, where there is one, its inode. A
 * renewed secret of Kubernetes is another file behind the same link.
 *
 * @param stamps the stamps of some files
 */
record FileStamps(List<String> stamps) {

    static FileStamps of(List<Path> files) throws IOException {
        List<String> stamps = new ArrayList<>();
        for (Path file : files) {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            stamps.add(now.lastModifiedTime() + " " + now.size() + " "
                    + Objects.toString(now.fileKey()));
        }
        return new FileStamps(List.copyOf(stamps));
    }
}
