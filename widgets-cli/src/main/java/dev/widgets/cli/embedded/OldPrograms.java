package dev.widgets.cli.embedded;

import dev.widgets.cli.console.CommandException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the programs of an older PostgreSQL. The version of widgets that created a data folder has
 * unpacked its programs there.
 *
 * @param folder the data folder
 * @param major the major version
 */
record OldPrograms(DataFolder folder, String major) {

    private static final String PROGRAM = "pg_ctl";
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

    /**
     * Returns the folder that has the programs in its subfolder bin.
     *
     * @param bin the subfolder, if the user names it
     */
    Path find(Optional<Path> bin) throws IOException {
        return bin.isPresent()
                ? check(bin.get())
                : unpacked()
                        .orElseThrow(() -> CommandException.usage("The data folder "
                                + folder.path() + " belongs to PostgreSQL " + major
                                + ", whose programs are needed to read it and are not in the folder. Name"
                                + " the folder that contains them with --from-bin, such as"
                                + " /usr/lib/postgresql/" + major
                                + "/bin of the Debian package postgresql-"
                                + major + "."));
    }

    private Path check(Path given) throws IOException {
        Path bin = given.toAbsolutePath().normalize();
        Path parent = bin.getParent();
        if (parent == null
                || !bin.endsWith("bin")
                || !Files.isExecutable(bin.resolve(PROGRAM))
                || !Files.isExecutable(bin.resolve("postgres"))) {
            throw CommandException.usage("--from-bin " + given
                    + " is not the bin folder of a PostgreSQL server: it must be called bin and"
                    + " contain pg_ctl and postgres.");
        }
        String version = version(bin.resolve(PROGRAM));
        if (!version.equals(major)) {
            throw CommandException.usage("--from-bin " + given + " contains PostgreSQL " + version
                    + ", but the data folder " + folder.path() + " belongs to PostgreSQL " + major
                    + ".");
        }
        return parent;
    }

    private static String version(Path program) throws IOException {
        Process process = new ProcessBuilder(program.toString(), "--version")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher version = VERSION.matcher(said);
        return version.find() ? version.group(1) : "of an unknown version";
    }

    private Optional<Path> unpacked() throws IOException {
        try (Stream<Path> files = Files.list(folder.path())) {
            return files.filter(file -> file.getFileName()
                            .toString()
                            .matches("bin-" + major + "\\.\\d+(\\.\\d+)*"))
                    .filter(file -> Files.isExecutable(file.resolve("bin").resolve(PROGRAM)))
                    .max(Comparator.naturalOrder());
        }
    }
}
