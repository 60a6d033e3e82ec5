package dev.widgets.cli.database;

import dev.widgets.TimeLimits;
import dev.widgets.cli.connect.ConnectionMixin;
import dev.widgets.cli.connect.ConnectionOptions;
import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.LogFormat;
import dev.widgets.cli.console.Notices;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that uses a database. */
public abstract class DatabaseCommand implements Callable<Integer> {

    @Mixin
    private final ConnectionMixin connection = new ConnectionMixin();

    private final WidgetsCommand root;

    protected DatabaseCommand(WidgetsCommand root) {
        this.root = root;
    }

    protected final CliEnvironment environment() {
        return root.environment();
    }

    protected final Notices notices() {
        return new Notices(environment().err(), options().verbose(), logFormat());
    }

    /** Returns the format of messages on standard error. */
    public LogFormat logFormat() {
        return LogFormat.PLAIN;
    }

    protected final ConnectionOptions options() {
        return connection.options(root.connection());
    }

    /** Opens a session for reading. */
    protected final Session reading(TimeLimits limits) {
        return Session.open(options(), limits, environment());
    }

    /** Opens a session for writing, and first prints the name of the database. */
    protected final Session writing(TimeLimits limits) {
        return named(Session.open(options(), limits, environment()));
    }

    /** Opens a session for changing the schema. */
    protected final Session administering(TimeLimits limits) {
        return named(Session.openBare(options(), limits, environment()));
    }

    private Session named(Session session) {
        notices().say("database: " + session.description());
        return session;
    }
}
