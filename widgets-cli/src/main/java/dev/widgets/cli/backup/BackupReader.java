package dev.widgets.cli.backup;

import dev.widgets.InstalledSchema;
import dev.widgets.LoadMargin;
import dev.widgets.WidgetSchema;
import dev.widgets.cli.console.CommandException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Reads the rows of a backup into a registry without any. The SQL of the schema in the file is not
 * executed: the schema is installed already.
 *
 * @param connection a connection of the owner
 */
record BackupReader(Connection connection) {

    private static final Pattern STATEMENT =
            Pattern.compile("copy [a-z_.]+ \\(([a-z_0-9, ]+)\\) from stdin;");

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
        List<BackupTable> tables = BackupTable.read(connection);
        try (Statement statement = connection.createStatement()) {
            for (BackupTable table : tables) {
                requireEmpty(statement, table);
            }
        }
        // Citus refuses some changes of its tables
        boolean isAlterable = !InstalledSchema.isDistributed(connection);
        ForeignKeys keys = new ForeignKeys(connection);
        if (isAlterable) {
            keys.defer();
            LoadMargin.begin(connection);
        }
        long widgets = restoreTables(lines, tables);
        if (isAlterable) {
            keys.check();
            LoadMargin.end(connection);
        }
        connection.commit();
        return widgets;
    }

    /** The lock keeps others from adding anything meanwhile. */
    private static void requireEmpty(Statement statement, BackupTable table) throws SQLException {
        statement.execute("lock table " + table.place() + " in share row exclusive mode");
        try (ResultSet row =
                statement.executeQuery("select exists (select 1 from " + table.place() + ")")) {
            if (!row.next() || row.getBoolean(1)) {
                throw CommandException.refused("The registry is not empty: " + table.place()
                        + " contains rows. Restore into an empty database, such as a new folder"
                        + " given with --data-dir.");
            }
        }
    }

    private long restoreTables(Lines lines, List<BackupTable> tables)
            throws IOException, SQLException {
        Set<BackupTable> restored = new HashSet<>();
        long widgets = 0;
        while (true) {
            String line = lines.nextText().orElseThrow(BackupReader::incomplete);
            if (BackupFile.isEnd(line)) {
                if (!line.equals(BackupFile.end(restored.size(), widgets))) {
                    throw incomplete();
                }
                return widgets;
            }
            Optional<BackupTable> table = BackupTable.named(line, tables);
            if (table.isPresent() && restored.add(table.get())) {
                long rows = copy(line, table.get(), lines);
                widgets = table.get().hasWidgets() ? rows : widgets;
            }
        }
    }

    /** The columns are those of the release that made the backup. */
    private long copy(String line, BackupTable table, Lines lines)
            throws IOException, SQLException {
        Matcher columns = STATEMENT.matcher(line);
        if (!columns.matches()) {
            throw incomplete();
        }
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table.place() + " (" + columns.group(1) + ") from stdin");
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
