package dev.widgets.cli.database;

import dev.widgets.cli.connect.ConnectionOptions;
import dev.widgets.cli.connect.ConnectionUri;
import dev.widgets.cli.connect.DriverSettings;
import dev.widgets.cli.connect.LibpqVariable;
import dev.widgets.cli.connect.ServerConnection;
import dev.widgets.cli.connect.ServiceFile;
import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.Secrets;
import dev.widgets.cli.embedded.DataFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.postgresql.Driver;

/**
 * Finds out which database is meant: {@code --url}, {@code WIDGETS_URL}, the variables of libpq,
 * and only where there is none of these the embedded PostgreSQL. What the URL leaves out, such as
 * the user and the password, the variables of libpq add.
 *
 * @param environment where the variables and the home folder are
 */
public record DestinationSearch(CliEnvironment environment) {

    private static final String PASSWORD_FILE = "org.postgresql.pgpassfile";

    public Destination find(ConnectionOptions options) {
        if (options.url().isPresent()) {
            refuseFolder(options, "--url");
            String url = options.url().get();
            if (Secrets.inUrl(url)) {
                throw CommandException.usage(
                        "A password in an argument can be seen by everyone on this machine: leave it out"
                                + " of --url, and set PGPASSWORD, or write it into ~/.pgpass, or put the"
                                + " whole URL into WIDGETS_URL.");
            }
            return new Destination.Server(connection(url, "--url"), "--url is given");
        }
        Optional<String> url = environment.variable("WIDGETS_URL");
        if (url.isPresent()) {
            refuseFolder(options, "WIDGETS_URL");
            return new Destination.Server(
                    connection(url.get(), "WIDGETS_URL"), "WIDGETS_URL is set");
        }
        List<LibpqVariable> variables = LibpqVariable.choosing(environment);
        if (!variables.isEmpty()) {
            refuseFolder(options, variables.get(0).name());
            return new Destination.Server(
                    libpq(Map.of()),
                    variables.stream().map(LibpqVariable::name).collect(Collectors.joining(", "))
                            + (variables.size() == 1 ? " is set" : " are set"));
        }
        return new Destination.Embedded(
                options.dataFolder()
                        .map(DataFolder::new)
                        .orElseGet(() -> DataFolder.usual(environment)),
                "neither --url nor WIDGETS_URL nor a variable such as PGHOST names a database");
    }

    private static void refuseFolder(ConnectionOptions options, String other) {
        if (options.dataFolder().isPresent()) {
            throw CommandException.usage("--data-dir names the embedded PostgreSQL, but " + other
                    + " names another database: leave one of them out.");
        }
    }

    private ServerConnection connection(String url, String source) {
        if (ConnectionUri.isOne(url)) {
            return libpq(ConnectionUri.parse(url));
        }
        Map<String, String> variables = LibpqVariable.settings(environment);
        usePasswordFile(variables);
        Properties properties = DriverSettings.properties(variables);
        properties.putIfAbsent("user", environment.user());
        if (!url.matches("jdbc:postgresql:(//[^@/]*/)?[^@/?]*(\\?.*)?")
                || Driver.parseURL(url, properties) == null) {
            throw CommandException.usage("The URL of " + source + ", " + Secrets.hide(url)
                    + ", cannot be read: write postgresql://USER@HOST:PORT/DATABASE or"
                    + " jdbc:postgresql://HOST:PORT/DATABASE?user=USER.");
        }
        return new ServerConnection(url, properties);
    }

    /** Merges what is given with a service and with the variables, in this order. */
    private ServerConnection libpq(Map<String, String> given) {
        Map<String, String> variables = LibpqVariable.settings(environment);
        Map<String, String> settings = new LinkedHashMap<>(given);
        first("service", given, variables)
                .map(name ->
                        ServiceFile.read(environment, name, first("servicefile", given, variables)))
                .ifPresent(service -> service.forEach(settings::putIfAbsent));
        if (settings.containsKey("host")) {
            // the address belongs to the host of the variables, not to this one
            variables.remove("hostaddr");
        }
        variables.forEach(settings::putIfAbsent);
        usePasswordFile(settings);
        return DriverSettings.connection(settings, environment.user());
    }

    private static Optional<String> first(
            String keyword, Map<String, String> given, Map<String, String> variables) {
        return Optional.ofNullable(given.getOrDefault(keyword, variables.get(keyword)));
    }

    /** The driver looks for passwords in the file that this property names. */
    private void usePasswordFile(Map<String, String> settings) {
        Path usual = environment.home().resolve(".pgpass");
        String file =
                settings.getOrDefault("passfile", Files.exists(usual) ? usual.toString() : "");
        System.setProperty(PASSWORD_FILE, file);
    }
}
