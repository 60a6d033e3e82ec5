package dev.widgets.cli.backup;

import dev.widgets.InstalledSchema;
import dev.widgets.WidgetSchema;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.Quantity;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.sql.Connection;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code widgets backup}. */
@Command(
        name = "backup",
        header = "Write the registry into a file.",
        description = {
            "",
            "Writes the schema and all rows of the registry into a new file, as they are at one"
                    + " moment; other users may go on. The file is an SQL script, which widgets"
                    + " restore or psql reads into any PostgreSQL 15 or later. It needs no other"
                    + " program, so it also backs up the embedded PostgreSQL, and moves a registry"
                    + " from there to a server. Connect as the owner of the registry.",
            "",
            "Roles, optional indexes and tables of your application are not part of it. For a"
                    + " server that has these, use pg_dump."
        },
        footer = {
            "",
            "Examples:",
            "  widgets backup registry.sql",
            "  widgets backup registry.sql.gz       # compressed"
        })
public final class BackupCommand extends DatabaseCommand {

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "New file; compressed if its name ends with .gz.")
    private String name = "";

    public BackupCommand(WidgetsCommand root) {
        super(root);
    }

    /** Refuses a schema that is newer than this version, whose schema begins the file. */
    private static void refuseNewer(int release) {
        if (release > WidgetSchema.RELEASE) {
            throw CommandException.failure("The schema in the database has release " + release
                    + " and is newer than release " + WidgetSchema.RELEASE
                    + " of this version: back it up with a version of its release.");
        }
    }

    @Override
    public Integer call() throws SQLException {
        BackupFile file = BackupFile.of(name);
        try (Session session = reading(CommandLimits.LONG);
                Connection connection = session.dataSource().getConnection()) {
            refuseNewer(InstalledSchema.read(connection).release());
            long widgets = file.write(new BackupWriter(connection)::writeTo);
            notices()
                    .say("Wrote " + Quantity.of(widgets, "widget") + " of " + session.description()
                            + " to " + file.path() + ".");
            return ExitCode.DONE;
        } catch (FileAlreadyExistsException e) {
            throw CommandException.usage(
                    file.path() + " exists already: give the name of a new file.");
        } catch (BackupWriter.ReadException e) {
            throw e.reason();
        } catch (IOException e) {
            throw CommandException.failure(
                    "Cannot write " + file.path() + ": " + Failures.describe(e));
        }
    }
}
