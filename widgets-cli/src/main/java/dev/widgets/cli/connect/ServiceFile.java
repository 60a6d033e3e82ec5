package dev.widgets.cli.connect;

import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.Failures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A connection service file: settings by keyword, in a section for each service. */
final class ServiceFile {

    /** Where Debian's and Red Hat's libpq look, unless PGSYSCONFDIR is set. */
    private static final List<String> SYSTEM =
            List.of("/etc/postgresql-common", "/etc/sysconfig/pgsql");

    private ServiceFile() {}

    /**
     * Returns the settings of a service, from the first file that has it.
     *
     * @param named the file that a setting or PGSERVICEFILE names instead of ~/.pg_service.conf
     */
    static Map<String, String> read(
            CliEnvironment environment, String service, Optional<String> named) {
        List<Path> files = files(environment, named);
        for (Path file : files) {
            Optional<Map<String, String>> section = section(file, service);
            if (section.isPresent()) {
                return section.get();
            }
        }
        throw CommandException.usage("There is no service '" + service + "' in "
                + String.join(" or ", files.stream().map(Path::toString).toList())
                + ": add it, or name another with PGSERVICE.");
    }

    private static List<Path> files(CliEnvironment environment, Optional<String> named) {
        List<Path> files = new ArrayList<>();
        files.add(named.map(Path::of)
                .orElseGet(() -> environment.home().resolve(".pg_service.conf")));
        environment
                .variable("PGSYSCONFDIR")
                .map(List::of)
                .orElse(SYSTEM.stream()
                        .filter(folder -> Files.exists(Path.of(folder, "pg_service.conf")))
                        .toList())
                .forEach(folder -> files.add(Path.of(folder, "pg_service.conf")));
        return files;
    }

    private static Optional<Map<String, String>> section(Path file, String service) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Map<String, String> settings = new LinkedHashMap<>();
        boolean found = false;
        for (String line : lines(file)) {
            if (line.startsWith("[")) {
                if (found) {
                    break;
                }
                found = line.startsWith("[" + service + "]");
            } else if (found && !line.isEmpty() && !line.startsWith("#")) {
                int equals = line.indexOf('=');
                if (equals < 1) {
                    throw CommandException.usage("The service '" + service + "' in " + file
                            + " has a line that is not KEYWORD=VALUE.");
                }
                settings.putIfAbsent(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return found ? Optional.of(settings) : Optional.empty();
    }

    private static List<String> lines(Path file) {
        try {
            return text(Files.readAllBytes(file)).lines().map(String::strip).toList();
        } catch (IOException e) {
            throw CommandException.usage(
                    "The service file " + file + " cannot be read: " + Failures.describe(e));
        }
    }

    /** libpq reads bytes; a comment may be in any encoding. */
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
