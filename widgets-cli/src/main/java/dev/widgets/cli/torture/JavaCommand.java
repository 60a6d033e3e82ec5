package dev.widgets.cli.torture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts another process of this program. Secrets are passed in the environment. */
final class JavaCommand {

    private JavaCommand() {}

    /**
     * Returns a process that finds the database in its environment and inherits no libpq variables.
     *
     * @param mainClass the main class
     * @param url the URL of the database
     */
    static ProcessBuilder of(String mainClass, List<String> arguments, String url) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.put("WIDGETS_URL", url);
        String passwords = System.getProperty("org.postgresql.pgpassfile", "");
        if (!passwords.isEmpty()) {
            environment.put("PGPASSFILE", passwords);
        }
        return builder;
    }
}
