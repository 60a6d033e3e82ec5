package dev.widgets.cli.backup;

import dev.widgets.WidgetSchema;
import dev.widgets.cli.console.CommandException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Reads the rows of a backup into a registry without any. The SQL of the schema in the file is not
 * executed: the schema is installed already.
 *
 * @param connection a connection of the owner
 */
record BackupReader(Connection connection) {

    /** Keeps others from adding anything meanwhile. */
    private static final String LOCK = """
            lock table widgets_store.widgets, widgets_store.seed_runs, widgets_store.seed_blocks,
              widgets_store.idempotency_keys in share row exclusive mode
            """;

    private static final String IS_EMPTY = """
            select not exists (select 1 from widgets_store.widgets)
              and not exists (select 1 from widgets_store.seed_runs)
              and not exists (select 1 from widgets_store.idempotency_keys)
            """;

    /** Checks that the file begins as a backup of a release that this version knows. */
    static void checkTitle(Lines lines) throws IOException {
        String title = lines.nextText().orElse("");
        String release = title.startsWith(BackupFile.TITLE)
                ? title.substring(BackupFile.TITLE.length())
                : "";
        if (!release.matches("[0-9]{1,9}")) {
            throw CommandException.failure("The file is not a backup made by widgets backup.");
        }
        if (Integer.parseInt(release) > WidgetSchema.RELEASE) {
            throw CommandException.failure("The backup has schema release " + release
                    + ", which is newer than release " + WidgetSchema.RELEASE
                    + " of this version: restore it with the version that made it, or a later"
                    + " one.");
        }
    }

    /** Restores all rows in one transaction and returns the number of widgets. */
    long restore(Lines lines) throws IOException, SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(LOCK);
            try (ResultSet row = statement.executeQuery(IS_EMPTY)) {
                if (!row.next() || !row.getBoolean(1)) {
                    throw CommandException.refused("The database contains widgets, runs of widgets"
                            + " seed or idempotency keys already. Restore into an empty database,"
                            + " such as a new folder given with --data-dir.");
                }
            }
        }
        long widgets = restoreTables(lines);
        connection.commit();
        return widgets;
    }

    private long restoreTables(Lines lines) throws IOException, SQLException {
        Set<BackupTable> restored = new HashSet<>();
        long widgets = 0;
        while (true) {
            Optional<String> line = lines.nextText();
            if (line.isEmpty()) {
                throw incomplete();
            }
            if (line.get().startsWith(BackupFile.END)) {
                String count = line.get().substring(BackupFile.END.length());
                if (!restored.containsAll(BackupTable.ALL)
                        || !count.equals(String.valueOf(widgets))) {
                    throw incomplete();
                }
                return widgets;
            }
            Optional<BackupTable> table = BackupTable.ofStatement(line.get());
            if (table.isPresent()) {
                long rows = copy(table.get(), lines);
                restored.add(table.get());
                widgets = table.get().name().equals("widgets") ? rows : widgets;
            }
        }
    }

    private long copy(BackupTable table, Lines lines) throws IOException, SQLException {
        String sql = table.statement().replace(";", "");
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            while (lines.next()) {
                if (lines.is(BackupFile.END_OF_ROWS)) {
                    return copy.endCopy();
                }
                copy.writeToCopy(lines.bytes(), 0, lines.length());
            }
            throw incomplete();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static CommandException incomplete() {
        return CommandException.failure(
                "The file ends early or was changed: it is not a complete backup.");
    }
}
