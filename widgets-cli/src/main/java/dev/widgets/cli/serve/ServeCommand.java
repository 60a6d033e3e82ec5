package dev.widgets.cli.serve;

import dev.widgets.WidgetPool;
import dev.widgets.cli.connect.ServerConnection;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.Limits;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.ServedDatabase;
import dev.widgets.cli.database.WidgetsCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code widgets serve}. */
@Command(
        name = "serve",
        header = "Serve the registry over HTTP, as PostgREST would.",
        description = {
            "",
            "Answers POST /rpc/add_widget, remove_widget, associate_widgets, remove_association and get_widget"
                    + " with JSON, GET /rpc/get_widget, GET /widgets and /slots for roles that may read them,"
                    + " and / with an OpenAPI document. Requests that come at the same time share calls of the"
                    + " database and its commits; each is answered when it is committed. Connect as a user that"
                    + " may become the roles of callers and nothing else, such as authenticator."
        },
        footer = {
            "",
            "Examples:",
            "  widgets serve",
            "  widgets serve --url postgresql://authenticator@db/app --jwks-file keys.json --no-anonymous"
                    + " --listen 0.0.0.0:3000"
        })
public final class ServeCommand extends DatabaseCommand {

    @Mixin
    private final ServeMixin serve = new ServeMixin();

    public ServeCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() throws InterruptedException {
        ServeOptions options = serve.options();
        try (ServeEnd end = new ServeEnd();
                ServedDatabase database =
                        ServedDatabase.open(options(), surroundings(), notices());
                HttpService service = open(options, database)) {
            if (serve.stopsAtEof()) {
                end.stopAtEof();
            }
            database.leaveAfter(end.over());
            greet(service, database);
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

    private HttpService open(ServeOptions options, ServedDatabase database) throws StartException {
        ServerConnection connection = database.connection();
        return HttpService.open(
                options,
                WidgetPool.open(
                        connection.url(),
                        connection.properties(),
                        options.calls().poolSize(),
                        Limits.OPERATION),
                connection.dataSource(Limits.BRIEF),
                notices()::say);
    }

    private void greet(HttpService service, ServedDatabase database) {
        notices().say("database: " + database.description());
        notices().say("Serving on " + service.url() + ". Try:");
        notices()
                .say(
                        "  curl " + service.url()
                                + "/rpc/add_widget -H 'Content-Type: application/json'"
                                + " -d '{\"serial_number\":\"W-1\",\"name\":\"pump\",\"ports\":[\"P\",\"Q\"]}'");
    }
}
