package dev.widgets.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An unpacked archive, in an environment that has no Java and none of this build's variables. */
final class Installation {

    /** The programs that an embedded PostgreSQL is started with, and those of a script. */
    private static final List<String> PROGRAMS =
            List.of("unshare", "setpriv", "su", "runuser", "id", "uname", "readlink", "sh", "tar");

    private final Path place;
    private final Path home;
    private final Path programs;

    /** Takes over a folder whose {@code bin} has the program. */
    private Installation(Path place, Path work) throws IOException {
        this.place = place;
        home = Files.createDirectories(work.resolve("home"));
        programs = Files.createDirectories(work.resolve("programs"));
        for (String program : PROGRAMS) {
            for (String folder : List.of("/usr/bin", "/bin", "/usr/sbin")) {
                Path original = Path.of(folder, program);
                if (Files.exists(original) && Files.notExists(programs.resolve(program))) {
                    Files.createSymbolicLink(programs.resolve(program), original);
                }
            }
        }
    }

    /** Unpacks an archive below the temporary folder: far from where it was made. */
    static Installation unpack(String archive) throws IOException {
        Path work = Files.createTempDirectory("widgets");
        Path file = Programs.WORK.resolve(archive);
        if (archive.endsWith(".zip")) {
            Programs.assumeInstalled("unzip");
            Programs.run(work, "unzip", "-q", file.toString()).succeeded();
        } else {
            Programs.run(work, "tar", "-xzf", file.toString()).succeeded();
        }
        String folder = archive.replaceFirst("\\.(zip|tar\\.gz)$", "");
        try (Stream<Path> content = Files.list(work)) {
            if (!content.map(path -> path.getFileName().toString())
                    .toList()
                    .equals(List.of(folder))) {
                throw new AssertionError(archive + " does not contain one folder, " + folder);
            }
        }
        return new Installation(work.resolve(folder), work);
    }

    Path file(String name) {
        return place.resolve(name);
    }

    Path home() {
        return home;
    }

    Programs.Result widgets(String... arguments) {
        return run(Map.of(), file("bin/widgets"), arguments);
    }

    Programs.Result run(Map<String, String> variables, Path program, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("/usr/bin/env", "-i", "HOME=" + home, "PATH=" + programs));
        variables.forEach((name, value) -> command.add(name + "=" + value));
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return Programs.run(home, Map.of(), command);
    }

    void remove() {
        Programs.run(Programs.TOP, "rm", "-rf", place.getParent().toString());
    }
}
