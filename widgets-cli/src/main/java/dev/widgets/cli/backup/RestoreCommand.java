package dev.widgets.cli.backup;

import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.InputFile;
import dev.widgets.cli.console.Quantity;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code widgets restore}. */
@Command(
        name = "restore",
        header = "Read a registry from a file of widgets backup.",
        description = {
            "",
            "Installs the schema if necessary, and reads the rows of a file that widgets backup has"
                    + " written, all of them or none. The registry must be empty. No SQL of the file"
                    + " is executed. Connect as the owner of the registry, or as a user who may"
                    + " create schemas.",
            "",
            "Afterwards, run widgets roles, and widgets index add if you use optional indexes."
        },
        footer = {
            "",
            "Examples:",
            "  widgets restore registry.sql --data-dir new-folder",
            "  widgets restore registry.sql.gz --url postgresql://owner@db/app"
        })
public final class RestoreCommand extends DatabaseCommand {

    @Parameters(index = "0", paramLabel = "FILE", description = "File of widgets backup.")
    private String name = "";

    public RestoreCommand(WidgetsCommand root) {
        super(root);
    }

    @Override
    public Integer call() throws SQLException {
        InputFile.require(name);
        BackupFile file = BackupFile.of(name);
        try (InputStream in = file.open()) {
            Lines lines = new Lines(in);
            BackupReader.checkTitle(lines);
            try (Session session = administering(CommandLimits.LONG)) {
                session.schema().migrate();
                long widgets = restore(session, lines);
                notices()
                        .say("Restored " + Quantity.of(widgets, "widget")
                                + ". Check them with: widgets verify");
            }
            return ExitCode.DONE;
        } catch (IOException e) {
            throw CommandException.failure(
                    "Cannot read " + file.path() + ": " + Failures.describe(e));
        }
    }

    private static long restore(Session session, Lines lines) throws IOException, SQLException {
        try (Connection connection = session.dataSource().getConnection()) {
            long widgets = new BackupReader(connection).restore(lines);
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                statement.execute("vacuum (analyze) widgets_store.widgets");
            }
            return widgets;
        }
    }
}
