package dev.widgets.cli.database;

import dev.widgets.cli.connect.ConnectionOptions;
import dev.widgets.cli.connect.ConnectionSearch;
import dev.widgets.cli.connect.LibpqVariable;
import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.Secrets;
import dev.widgets.cli.embedded.DataFolder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Selects the database: {@code --url}, {@code WIDGETS_URL} or the variables of libpq. If none of
 * these is set, it is the server on this machine that accepts the user through its Unix socket, as
 * for psql, unless the user has an embedded database already; otherwise the embedded PostgreSQL.
 *
 * @param environment provides the variables and the home folder
 */
public record DestinationSearch(CliEnvironment environment) {

    public Destination find(ConnectionOptions options) {
        return findNamed(options)
                .<Destination>map(server -> server)
                .orElseGet(() -> findUnnamed(options));
    }

    /** Returns the server that the options or the environment name. */
    public Optional<Destination.Server> findNamed(ConnectionOptions options) {
        ConnectionSearch search = new ConnectionSearch(environment);
        if (options.url().isPresent()) {
            refuseFolder(options, "--url");
            String url = options.url().get();
            if (Secrets.inUrl(url) || search.hasPassword(url)) {
                throw CommandException.usage(
                        "A password in an argument can be seen by everyone on this machine: leave it out"
                                + " of --url, and set PGPASSWORD, or write it into ~/.pgpass, or put the"
                                + " whole URL into WIDGETS_URL.");
            }
            return Optional.of(new Destination.Server(search.of(url, "--url"), "--url is given"));
        }
        Optional<String> url = environment.variable("WIDGETS_URL");
        if (url.isPresent()) {
            refuseFolder(options, "WIDGETS_URL");
            return Optional.of(new Destination.Server(
                    search.of(url.get(), "WIDGETS_URL"), "WIDGETS_URL is set"));
        }
        List<LibpqVariable> variables = LibpqVariable.choosing(environment);
        if (variables.isEmpty()) {
            return Optional.empty();
        }
        refuseFolder(options, variables.get(0).name());
        return Optional.of(new Destination.Server(
                search.ofVariables(),
                variables.stream().map(LibpqVariable::name).collect(Collectors.joining(", "))
                        + (variables.size() == 1 ? " is set" : " are set")));
    }

    private Destination findUnnamed(ConnectionOptions options) {
        String nothing =
                "neither --url nor WIDGETS_URL nor a variable such as PGHOST names a database";
        if (options.dataFolder().isPresent()) {
            return new Destination.Embedded(new DataFolder(options.dataFolder().get()), nothing);
        }
        DataFolder usual = DataFolder.usual(environment);
        ConnectionSearch search = new ConnectionSearch(environment);
        if (search.hasLocalServer() && !usual.isUsed() && search.isAccepted()) {
            return new Destination.Server(
                    search.ofVariables(),
                    nothing + ", and the server on this machine accepts the user");
        }
        return new Destination.Embedded(usual, nothing);
    }

    private static void refuseFolder(ConnectionOptions options, String other) {
        if (options.dataFolder().isPresent()) {
            throw CommandException.usage("--data-dir names the embedded PostgreSQL, but " + other
                    + " names another database: leave one of them out.");
        }
    }
}
