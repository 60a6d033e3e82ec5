package dev.widgets.cli.connect;

import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A file of connection services: settings by keyword, under the name of a service. */
public final class ServiceFile {

    private ServiceFile() {}

    /**
     * The settings of a service, from the first file that has it.
     *
     * @param named the file that is named by a setting or by PGSERVICEFILE, instead of the user's
     *     own
     */
    public static Map<String, String> read(
            CliEnvironment environment, String service, Optional<String> named) {
        Path user = named.map(Path::of).orElse(environment.home().resolve(".pg_service.conf"));
        List<Path> files = Stream.concat(
                        Stream.of(user),
                        environment.variable("PGSYSCONFDIR").stream()
                                .map(folder -> Path.of(folder, "pg_service.conf")))
                .toList();
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
                found = line.equals("[" + service + "]");
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
            return Files.readAllLines(file).stream().map(String::strip).toList();
        } catch (IOException e) {
            throw CommandException.usage(
                    "The service file " + file + " cannot be read: " + Failures.describe(e));
        }
    }
}
