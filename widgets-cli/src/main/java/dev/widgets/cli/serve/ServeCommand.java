package dev.widgets.cli.serve;

import dev.widgets.RoleNames;
import dev.widgets.cli.connect.ServerConnection;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.LibraryLogs;
import dev.widgets.cli.console.LogFormat;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.ServedDatabase;
import dev.widgets.cli.database.WaitMixin;
import dev.widgets.cli.database.WidgetsCommand;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** The command {@code widgets serve}. */
@Command(
        name = "serve",
        header = "Serve the registry over HTTP, compatible with PostgREST.",
        description = {
            "",
            "Serves POST /rpc/add_widget, remove_widget, rename_widget, associate_widgets,"
                    + " remove_association and get_widget with JSON; GET /rpc/get_widget; the"
                    + " searches get_neighbourhood, get_path and get_component; GET /widgets and /slots for roles that may read"
                    + " them; OpenAPI documents at / (2.0) and /openapi.json (3.1); and with"
                    + " --console a page for people at /console/. Concurrent requests share"
                    + " database calls and commits, and each response is sent after its commit."
                    + " Connect as a user that can only switch to the roles of the callers, such as"
                    + " authenticator.",
            "",
            "A variable can set each option as well: WIDGETS_SERVE_POOL_SIZE=16 is --pool-size=16,"
                    + " WIDGETS_SERVE_NO_ANONYMOUS=true is --no-anonymous, and commas separate the"
                    + " values of a repeatable option. An option overrides its variable. The"
                    + " variables PGPASSWORD, WIDGETS_JWT_SECRET and WIDGETS_JWKS hold secrets; the"
                    + " same names with _FILE name files that hold them."
        },
        footer = {
            "",
            "Examples:",
            "  widgets serve",
            "  widgets serve --url postgresql://authenticator@db/app"
                    + " --jwks-file keys.json --no-anonymous --listen 0.0.0.0:3000"
        })
public final class ServeCommand extends DatabaseCommand {

    private static final String VARIABLES = "WIDGETS_SERVE_";

    @Mixin
    private final ServeMixin serve = new ServeMixin();

    @Mixin
    private final WaitMixin wait = new WaitMixin();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public ServeCommand(WidgetsCommand root) {
        super(root);
    }

    /** The variable that an option can be set by, such as WIDGETS_SERVE_POOL_SIZE. */
    public static String variable(OptionSpec option) {
        return VARIABLES
                + option.longestName().substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    @Override
    public LogFormat logFormat() {
        return serve.logFormat();
    }

    @Override
    public Integer call() throws InterruptedException {
        ServeOptions given = serve.options(this::variable);
        reportUnknownVariables();
        LibraryLogs.showFaults(notices());
        try (ServeEnd end = new ServeEnd();
                ServedDatabase database = ServedDatabase.open(options(), environment(), notices());
                HttpService service = open(optionsFor(database, given), database)) {
            if (serve.stopsAtEof()) {
                end.stopAtEof();
            }
            database.leaveAfter(end.over());
            greet(service, database, given);
            end.await();
            notices().say("Draining ...");
            if (!service.drain()) {
                throw CommandException.failure(
                        "The grace period ended before every request was answered; --drain is longer.");
            }
            return ExitCode.DONE;
        } catch (StartException e) {
            throw switch (e.reason()) {
                case OPTIONS -> CommandException.usage(Failures.describe(e));
                case UNREACHABLE -> CommandException.unreachable(Failures.describe(e), e);
                case SURROUNDINGS -> CommandException.failure(Failures.describe(e));
            };
        }
    }

    /** Whoever reaches the embedded PostgreSQL on this machine may read what is in it. */
    private ServeOptions optionsFor(ServedDatabase database, ServeOptions given)
            throws StartException {
        return database.session().isPresent()
                        && !serve.choosesRole()
                        && given.listen().isLoopback()
                ? given.withAnonymousRole(RoleNames.DEFAULT.application())
                : given;
    }

    private HttpService open(ServeOptions options, ServedDatabase database) throws StartException {
        ServerConnection connection = database.connection();
        wait.await(notices(), () -> StartCheck.trouble(connection.dataSource(CommandLimits.BRIEF)));
        return HttpService.open(options, connection, notices()::say);
    }

    /** The service itself reads the files that variables such as WIDGETS_JWKS_FILE name. */
    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment().variables().get(name))
                .filter(value -> !value.isEmpty());
    }

    /** A misspelt variable would be without effect; Kubernetes makes some for its services. */
    private void reportUnknownVariables() {
        Set<String> known =
                spec.options().stream().map(ServeCommand::variable).collect(Collectors.toSet());
        environment().variables().keySet().stream()
                .filter(name -> name.startsWith(VARIABLES) && !known.contains(name))
                .filter(name -> !name.matches(VARIABLES + "(SERVICE|PORT)(_.*)?"))
                .sorted()
                .forEach(name -> notices()
                        .say("The variable " + name
                                + " is ignored: it belongs to no option of widgets serve."));
    }

    private void greet(HttpService service, ServedDatabase database, ServeOptions options) {
        notices().say("database: " + database.description());
        boolean reachable = !options.listen().isEveryAddress();
        boolean open = reachable && options.access().anonymous();
        notices().say("Serving on " + service.url() + (open ? ". Try:" : "."));
        if (open) {
            notices()
                    .say(
                            "  curl " + service.url()
                                    + "/rpc/add_widget -H 'Content-Type: application/json'"
                                    + " -d '{\"serial_number\":\"W-1\",\"name\":\"pump\",\"ports\":[\"P\",\"Q\"]}'");
        }
        if (reachable && options.console().isPresent()) {
            notices().say("Console: " + service.url() + "/console/");
        }
    }
}
