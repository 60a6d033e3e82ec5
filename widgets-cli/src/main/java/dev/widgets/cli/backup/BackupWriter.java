package dev.widgets.cli.backup;

import dev.widgets.WidgetSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Writes a backup from one snapshot: the schema of this release and the rows, as one transaction.
 *
 * @param connection a connection of the owner
 */
record BackupWriter(Connection connection) {

    private static final String COMMIT = "\ncommit;\n";

    /** Thrown instead of the error of the database, which a stream cannot throw. */
    static final class ReadException extends IOException {

        private static final long serialVersionUID = 1L;

        private final SQLException reason;

        ReadException(SQLException reason) {
            super(reason);
            this.reason = reason;
        }

        SQLException reason() {
            return reason;
        }
    }

    /** Writes the backup and returns the number of widgets in it. */
    long writeTo(OutputStream out) throws IOException {
        String schema = WidgetSchema.print();
        int commit = schema.lastIndexOf(COMMIT);
        write(
                out,
                BackupFile.TITLE + WidgetSchema.RELEASE
                        + "\n-- Restore it with widgets restore, or into a database without this"
                        + " schema with:\n-- psql -v ON_ERROR_STOP=1 -f FILE\n"
                        + "set client_encoding = 'UTF8';\n\n" + schema.substring(0, commit) + "\n");
        try {
            return writeRows(out, schema.substring(commit));
        } catch (SQLException e) {
            throw new ReadException(e);
        }
    }

    private long writeRows(OutputStream out, String commit) throws IOException, SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        long widgets = 0;
        List<BackupTable> tables = BackupTable.read(connection);
        for (BackupTable table : tables) {
            write(out, table.statement() + "\n");
            long rows = copy.copyOut(table.query(), out);
            write(out, BackupFile.END_OF_ROWS + "\n\n");
            widgets = table.hasWidgets() ? rows : widgets;
        }
        write(out, commit + BackupFile.end(tables.size(), widgets) + "\n");
        connection.rollback();
        return widgets;
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
