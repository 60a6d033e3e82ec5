package dev.widgets.cli.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The tar of the operating system, which is three times as fast as Java. */
final class ExternalTar {

    private ExternalTar() {}

    /** Unpacks a .tar.xz into a new folder. Returns false if there is no suitable tar. */
    static boolean unpack(InputStream archive, Path target, Set<String> unneeded)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("tar", "-xJf", "-", "--no-same-owner"));
        unneeded.forEach(pattern -> command.add("--exclude=" + pattern));
        Files.createDirectories(target);
        try {
            Process tar = new ProcessBuilder(command)
                    .directory(target.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (OutputStream in = tar.getOutputStream()) {
                archive.transferTo(in);
            }
            return tar.onExit().join().exitValue() == 0;
        } catch (IOException e) {
            // there is no tar, or it failed
            return false;
        }
    }
}
